import { describe, expect, test } from 'vitest';
import { readZip, readZipText } from '../files/read-zip.ts';
import { makeSampleLibrary } from './library.ts';

const files = makeSampleLibrary().map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes) }));
const epubs = files.filter(({ path }) => path.endsWith('.epub'));

function bytesOf(name: string): Buffer {
  const file = files.find(({ path }) => path.endsWith(`/${name}`));
  if (file === undefined) throw new Error(`no ${name}`);
  return file.bytes;
}

test('the library is the same every time', () => {
  expect(makeSampleLibrary().map(({ bytes }) => Buffer.from(bytes))).toEqual(files.map(({ bytes }) => bytes));
});

test('files lie where authors, publishers and series are read from', () => {
  expect(files.map(({ path }) => path)).toContain('books/H. G. Wells/The Time Machine/the-time-machine.epub');
  expect(files.map(({ path }) => path)).toContain('comics/Dust Press/Paper Moon/2/paper-moon-2.cbz');
});

describe.each(epubs)('$path', ({ bytes }) => {
  const entries = readZip(bytes);
  const opf = readZipText(bytes, 'EPUB/package.opf');

  test('begins with its uncompressed type', () => {
    expect(entries[0]).toEqual({
      name: 'mimetype',
      isStored: true,
      data: Buffer.from('application/epub+zip'),
    });
  });

  test('lists exactly its files', () => {
    const listed = Array.from(opf.matchAll(/<item [^>]*href="([^"]+)"/g), (match) => `EPUB/${match[1]}`);
    const present = entries.map(({ name }) => name).filter((name) => name.startsWith('EPUB/'));
    expect(listed.toSorted()).toEqual(present.filter((name) => name !== 'EPUB/package.opf').toSorted());
  });
});

test('both ways of naming a series are there', () => {
  expect(readZipText(bytesOf('the-red-headed-league.epub'), 'EPUB/package.opf')).toContain(
    '<meta name="calibre:series_index" content="2"/>',
  );
  expect(readZipText(bytesOf('the-wonderful-wizard-of-oz.epub'), 'EPUB/package.opf')).toContain(
    '<meta refines="#series" property="group-position">1</meta>',
  );
});

test('the cross-reference table of the PDF points at its objects', () => {
  const pdf = bytesOf('the-art-of-war.pdf').toString('latin1');
  const table = pdf.slice(Number(/startxref\n(\d+)/.exec(pdf)?.[1]));
  const offsets = Array.from(table.matchAll(/^(\d{10}) 00000 n /gm), (match) => Number(match[1]));
  expect(offsets.map((offset) => parseInt(pdf.slice(offset), 10))).toEqual(
    offsets.map((_, index) => index + 1),
  );
});

test('a comic has its facts and its pages', () => {
  const comic = bytesOf('paper-moon-1.cbz');
  expect(readZip(comic).map(({ name }) => name)).toEqual([
    'ComicInfo.xml',
    'page-001.png',
    'page-002.png',
    'page-003.png',
    'page-004.png',
  ]);
  expect(readZipText(comic, 'ComicInfo.xml')).toContain('<Series>Paper Moon</Series>');
});
