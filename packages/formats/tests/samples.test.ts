import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isbnFromName, readBook } from '../src/index.ts';

const SAMPLES = [
  [
    'childrens-literature.epub',
    {
      title: "Children's Literature",
      language: 'en',
      pageCount: 92,
      cover: { kind: 'embedded', mediaType: 'image/png' },
      problem: null,
    },
  ],
  ['hefty-water.epub', { title: 'Hefty Water', creators: [], cover: null, problem: null }],
  ['trees.epub', { title: 'Trees', cover: { kind: 'embedded', mediaType: 'image/jpeg' }, problem: null }],
  ['habibi.pdf', { title: null, pageCount: 1, problem: null }],
  [
    'with-xmp.pdf',
    {
      title: 'Sample PDF with XMP Metadata',
      creators: [{ name: 'John Doe', role: 'aut', fileAs: null }],
      pageCount: 1,
      problem: null,
    },
  ],
  ['lzma.cbz', { pageCount: 1 }],
  ['password.pdf', { pageCount: null, problem: { reason: 'ENCRYPTED' } }],
  ['encrypted.cbz', { pageCount: 1, cover: null, problem: { reason: 'ENCRYPTED' } }],
  ['zip-named-epub.epub', { title: null, problem: { reason: 'TYPE_MISMATCH' } }],
] as const;

describe('a file of another maker', () => {
  it.each(SAMPLES)('is read as what it is: %s', async (name, expected) => {
    const facts = await readBook(join(import.meta.dirname, 'fixtures', name), { renderPdfPage: true });
    expect(facts).toMatchObject(expected);
    expect(isbnFromName(name)).toBeNull();
  });
});
