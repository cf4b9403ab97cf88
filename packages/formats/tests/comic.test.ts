import { describe, expect, it } from 'vitest';
import { bytesSource, listPages, readPage } from '../src/index.ts';
import { factsOf, pngOf } from './book-builder.ts';
import type { ZipFile } from './zip-writer.ts';
import { zipOf } from './zip-writer.ts';

const pages: readonly ZipFile[] = [
  { name: 'p10.png', data: pngOf(10, 10) },
  { name: 'p2.png', data: pngOf(20, 20) },
  { name: 'p1.png', data: pngOf(30, 30) },
];

function comicInfo(content: string): ZipFile {
  return { name: 'COMICINFO.xml', data: `<?xml version="1.0"?><ComicInfo>${content}</ComicInfo>` };
}

describe('metadata of a comic', () => {
  it('are read from ComicInfo.xml', async () => {
    const info = comicInfo(`<Title>The Train</Title><Series>Night Trains</Series><Number>012</Number>
      <Summary>It &lt;b&gt;runs&lt;/b&gt;.</Summary><Publisher>Example Press</Publisher>
      <Writer>Ann Author, Max Writer</Writer><Penciller>Ink Artist</Penciller>
      <Year>2019</Year><Month>2</Month><Day>30</Day><LanguageISO>en</LanguageISO>
      <Genre>Mystery, Trains</Genre><Tags>Night</Tags><AgeRating>Teen</AgeRating><GTIN>9780306406157</GTIN>`);
    const facts = await factsOf(zipOf([info, ...pages]), 'cbz', { cover: 'none' });
    expect(facts).toEqual({
      format: 'cbz',
      title: 'The Train',
      creators: [
        { name: 'Ann Author', role: 'aut', fileAs: null },
        { name: 'Max Writer', role: 'aut', fileAs: null },
      ],
      language: 'en',
      identifiers: [{ scheme: 'GTIN', value: '9780306406157' }],
      isbn: '9780306406157',
      publisher: 'Example Press',
      publicationDate: '2019-02',
      description: 'It runs.',
      rights: null,
      subjects: ['Mystery', 'Trains', 'Night'],
      series: { name: 'Night Trains', number: 12 },
      ageRating: 'Teen',
      pageCount: 3,
      cover: null,
      problem: null,
    });
  });

  it.each([
    ['<Series>Batman</Series><Number>012</Number>', 'Batman #12', 12],
    ['<Series>Batman</Series><Number>1.5</Number>', 'Batman #1.5', 1.5],
    ['<Series>Batman</Series><Number>Annual</Number>', 'Batman #Annual', null],
    ['<Series>Batman</Series>', null, null],
  ])('make a title of series and number: %s', async (content, title, number) => {
    const facts = await factsOf(zipOf([comicInfo(content), ...pages]), 'cbz');
    expect(facts.title).toBe(title);
    expect(facts.series).toEqual({ name: 'Batman', number });
  });

  it('are not read from a ComicInfo.xml in a folder', async () => {
    const info = { ...comicInfo('<Title>Nested</Title>'), name: 'folder/ComicInfo.xml' };
    const facts = await factsOf(zipOf([info, ...pages]), 'cbz');
    expect(facts.title).toBeNull();
  });

  it('that are damaged are a problem, and the pages stay', async () => {
    const facts = await factsOf(zipOf([{ name: 'ComicInfo.xml', data: 'none' }, ...pages]), 'cbz');
    expect(facts).toMatchObject({
      pageCount: 3,
      cover: { kind: 'first-page' },
      problem: { reason: 'CORRUPT' },
    });
  });
});

describe('cover of a comic', () => {
  it('is the page that ComicInfo.xml calls the front cover', async () => {
    const info = comicInfo('<Pages><Page Image="0"/><Page Image="1" Type="FrontCover"/></Pages>');
    const facts = await factsOf(zipOf([info, ...pages]), 'cbz');
    expect(facts.cover?.kind).toBe('embedded');
    expect(Buffer.compare(facts.cover?.data ?? new Uint8Array(), pngOf(20, 20))).toBe(0);
  });

  it('is else the first page in natural order that can be one', async () => {
    const avif = { name: 'p0.avif', data: pngOf(1, 1) };
    const facts = await factsOf(zipOf([avif, ...pages]), 'cbz');
    expect(facts.cover?.kind).toBe('first-page');
    expect(Buffer.compare(facts.cover?.data ?? new Uint8Array(), pngOf(30, 30))).toBe(0);
    expect(facts.pageCount).toBe(4);
  });

  it('is none where the first page has too many pixels', async () => {
    const facts = await factsOf(zipOf([{ name: 'a.png', data: pngOf(50_000, 50_000) }]), 'cbz');
    expect(facts).toMatchObject({ pageCount: 1, cover: null, problem: null });
  });
});

describe('pages of a comic', () => {
  it('are listed in natural order without hidden files, foreign ones and those outside', async () => {
    const data = zipOf([
      ...pages,
      { name: '__MACOSX/p1.png', data: 'x' },
      { name: '.hidden.png', data: 'x' },
      { name: '.cache/p.png', data: 'x' },
      { name: 'Thumbs.db', data: 'x' },
      { name: 'Chapter 2/a.JPG', data: 'x' },
      { name: 'Chapter 10/a.webp', data: 'x' },
      { name: '../p3.png', data: 'x' },
    ]);
    const listed = await listPages(bytesSource(data), { format: 'cbz' });
    expect(listed.map(({ name }) => name)).toEqual([
      'Chapter 2/a.JPG',
      'Chapter 10/a.webp',
      'p1.png',
      'p2.png',
      'p10.png',
    ]);
    expect(listed[0]).toEqual({ number: 1, name: 'Chapter 2/a.JPG', mediaType: 'image/jpeg', sizeBytes: 1 });
  });

  it('are read by their number', async () => {
    const source = bytesSource(zipOf(pages));
    const page = await readPage(source, 2, { format: 'cbz' });
    expect(page.mediaType).toBe('image/png');
    expect(Buffer.compare(page.data, pngOf(20, 20))).toBe(0);
    await expect(readPage(source, 4, { format: 'cbz' })).rejects.toThrow(RangeError);
    await expect(readPage(source, 0, { format: 'cbz' })).rejects.toThrow(RangeError);
  });

  it('have the type their bytes show', async () => {
    const source = bytesSource(zipOf([{ name: 'a.jpg', data: pngOf(1, 1) }]));
    await expect(readPage(source, 1, { format: 'cbz' })).resolves.toMatchObject({ mediaType: 'image/png' });
  });
});

describe('a comic that is none', () => {
  it.each([
    ['a text', Buffer.from('once upon a time'), 'TYPE_MISMATCH'],
    ['an archive without images', zipOf([{ name: 'a.txt', data: 'x' }]), 'TYPE_MISMATCH'],
    ['an archive of archives', zipOf([{ name: 'a.cbz', data: zipOf(pages) }]), 'TYPE_MISMATCH'],
    ['cut off', zipOf(pages).subarray(0, 150), 'CORRUPT'],
    ['protected', zipOf([{ name: 'a.png', data: pngOf(1, 1), isEncrypted: true }]), 'ENCRYPTED'],
  ])('is a problem: %s', async (_case, data, reason) => {
    const facts = await factsOf(data, 'cbz');
    expect(facts.problem?.reason).toBe(reason);
  });

  it('is not a ZIP named .cbr', async () => {
    const facts = await factsOf(zipOf(pages), 'cbr');
    expect(facts).toMatchObject({ format: 'cbr', pageCount: 3, problem: null });
  });

  it('has a page larger than is allowed', async () => {
    const data = zipOf([{ name: 'b.png', data: 'x', declaredBytes: 60_000_000 }, ...pages]);
    const facts = await factsOf(data, 'cbz');
    expect(facts).toMatchObject({ pageCount: 4, problem: { reason: 'TOO_LARGE' } });
  });
});
