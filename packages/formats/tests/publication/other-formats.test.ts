import { describe, expect, test } from 'vitest';
import { bytesSource, readPublication } from '../../src/index.ts';
import { pngOf } from '../book-builder.ts';
import { outlineOf } from '../pdf-outline.ts';
import { zipOf } from '../zip-writer.ts';
import { titlesOf } from './publication-builder.ts';

function comicOf(info: string): ReturnType<typeof readPublication> {
  const files = ['p10.png', 'p2.png', 'p1.jpg'].map((name) => ({ name, data: pngOf(5, 5) }));
  const comic = zipOf([...files, { name: 'ComicInfo.xml', data: info }]);
  return readPublication(bytesSource(comic), { format: 'cbz' });
}

describe('a comic', () => {
  test('has its pages in natural order, with what it says of them', async () => {
    const { pages, toc, metadata } =
      await comicOf(`<ComicInfo><Title>T</Title><Manga>YesAndRightToLeft</Manga>
      <Writer>A</Writer><Inker>B</Inker><Pages><Page Image="0" ImageWidth="800" ImageHeight="1200"/>
      <Page Image="2" Bookmark="Last" Type="FrontCover"/><Page Image="7" Bookmark="Beyond"/></Pages></ComicInfo>`);
    expect(pages).toEqual([
      { number: 1, path: 'p1.jpg', mediaType: 'image/jpeg', width: 800, height: 1200, isCover: false },
      { number: 2, path: 'p2.png', mediaType: 'image/png', width: null, height: null, isCover: false },
      { number: 3, path: 'p10.png', mediaType: 'image/png', width: null, height: null, isCover: true },
    ]);
    expect(toc).toEqual([{ title: 'Last', target: { page: 3 }, children: [] }]);
    expect(metadata).toMatchObject({ title: 'T', readingProgression: 'rtl', layout: 'fixed', pageCount: 3 });
    expect(metadata.contributors.map(({ name, role }) => [name, role])).toEqual([
      ['A', 'aut'],
      ['B', 'ink'],
    ]);
  });

  test('tells where its pages lie in a ZIP', async () => {
    const { files } = await comicOf('<ComicInfo/>');
    expect(files.map(({ path, mediaType }) => [path, mediaType])).toEqual([
      ['p10.png', 'image/png'],
      ['p2.png', 'image/png'],
      ['p1.jpg', 'image/jpeg'],
    ]);
  });

  test('has no pages that are locked', async () => {
    const page = { name: 'p1.png', data: pngOf(5, 5) };
    const comic = zipOf([
      page,
      { ...page, name: 'p2.png', isEncrypted: true },
      { ...page, name: 'p3.png', method: 14 },
    ]);
    const { pages } = await readPublication(bytesSource(comic), { format: 'cbz' });
    expect(pages.map(({ path }) => path)).toEqual(['p1.png']);
    const locked = zipOf([{ ...page, isEncrypted: true }]);
    await expect(readPublication(bytesSource(locked), { format: 'cbz' })).rejects.toMatchObject({
      reason: 'ENCRYPTED',
    });
  });

  test('is read without a description that is damaged', async () => {
    const { pages, metadata } = await comicOf('<ComicInfo><');
    expect(pages).toHaveLength(3);
    expect(metadata).toMatchObject({ title: null, readingProgression: null });
    expect(pages[0]?.isCover).toBe(true);
  });
});

describe('a PDF', () => {
  test('has its bookmarks as its table of contents', async () => {
    const pdf = outlineOf([
      { title: 'Überschrift', page: 0, children: [{ title: 'Below', page: 1 }] },
      { title: 'Nowhere', page: null },
    ]);
    const { toc, metadata } = await readPublication(bytesSource(pdf), { format: 'pdf' });
    expect(titlesOf(toc)).toEqual([['Überschrift', 'Below']]);
    expect(toc[0]?.children[0]?.target).toEqual({ page: 2 });
    expect(metadata).toMatchObject({ pageCount: 2, layout: 'fixed' });
  });

  test('with bookmarks in a circle is read', async () => {
    const pdf = outlineOf(
      [
        { title: 'A', page: 0 },
        { title: 'B', page: 1 },
      ],
      { isCircle: true },
    );
    const { toc } = await readPublication(bytesSource(pdf), { format: 'pdf' });
    expect(toc.length).toBeLessThan(10);
  });
});

test.each(['mobi', 'azw3', 'djvu'] as const)('%s is no publication', async (format) => {
  const read = readPublication(bytesSource(Buffer.from('anything')), { format });
  await expect(read).rejects.toMatchObject({ reason: 'TYPE_MISMATCH' });
});

test('reading can be given up', async () => {
  const read = readPublication(bytesSource(Buffer.from('anything')), {
    format: 'epub',
    signal: AbortSignal.abort(new Error('enough')),
  });
  await expect(read).rejects.toThrow('enough');
});
