import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cbzOf, epubOf, pdfOf, pngOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';
import type { ScanReport } from '../src/scan-report.ts';

const files: Readonly<Record<string, string | Uint8Array>> = {
  'books/Ann Author/First Novel/9780141439518.epub': epubOf({
    title: 'First Novel',
    creator: 'Ann Author',
    language: 'en',
  }),
  'books/Ann Author/Emma.EPUB': epubOf({ title: 'Emma', creator: 'Ann Author', language: 'en' }),
  'books/Max_Writer/Adventures-of_Some Boy.pdf': pdfOf(5),
  'books/Finn Sand/Desert (Desert Chronicles #1)/desert.epub': epubOf({
    title: 'Desert',
    creator: 'Finn Sand',
    language: 'en',
  }),
  'books/Ink Artist/Watchers Vol 1/watchers-001.cbz': cbzOf(3),
  'books/Ink Artist/Watchers Vol 1/watchers-002.cbr': Buffer.concat([
    Buffer.from('Rar!\u001A\u0007\u0000', 'latin1'),
    Buffer.alloc(200, 0x5a),
  ]),
  'books/Ink Artist/Watchers Vol 1/cover.png': pngOf(77),
  'books/comics/Batman/Batman 001.cbz': cbzOf(1),
  'books/Harry Magician/Card Magic/cards.pdf': pdfOf(1),
  'books/Some Body/Explicit Stories/x.pdf': pdfOf(2),
  'books/toplevel.epub': epubOf({ title: 'Top', creator: 'Nobody', language: 'en' }),
  'other/A/B/978-0-306-40615-7_title.epub': epubOf({ title: 'Other', creator: 'A', language: 'en' }),
  'books/Kindle Author/kindle_book.mobi': 'x'.repeat(100),
  'books/Kindle Author/kindle_book.azw3': 'x'.repeat(50),
  'books/Kindle Author/notes.txt': 'notes',
};

interface Expected {
  readonly file: string;
  readonly title: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly isbn?: string;
  readonly pages?: number;
  readonly series?: string;
  readonly number?: number;
}

const books: readonly Expected[] = [
  {
    file: 'books/Ann Author/First Novel/9780141439518.epub',
    title: 'First Novel',
    author: 'Ann Author',
    isbn: '9780141439518',
    tags: ['EPUB', 'English', 'All Ages', 'Standalone'],
  },
  {
    file: 'books/Ann Author/Emma.EPUB',
    title: 'Emma',
    author: 'Ann Author',
    tags: ['EPUB', 'English', 'All Ages', 'Standalone'],
  },
  {
    file: 'books/Max_Writer/Adventures-of_Some Boy.pdf',
    title: 'Adventures of Some Boy',
    author: 'Max Writer',
    pages: 5,
    tags: ['PDF', 'All Ages', 'Standalone'],
  },
  {
    file: 'books/Finn Sand/Desert (Desert Chronicles #1)/desert.epub',
    title: 'Desert',
    author: 'Finn Sand',
    series: 'Desert Chronicles',
    number: 1,
    tags: ['EPUB', 'English', 'All Ages', 'Series'],
  },
  {
    file: 'books/Ink Artist/Watchers Vol 1/watchers-001.cbz',
    title: 'Watchers Vol 1',
    author: 'Ink Artist',
    series: 'Watchers',
    number: 1,
    pages: 3,
    tags: ['CBZ', 'All Ages', 'Series'],
  },
  {
    file: 'books/Ink Artist/Watchers Vol 1/watchers-002.cbr',
    title: 'Watchers Vol 1',
    author: 'Ink Artist',
    series: 'Watchers',
    number: 1,
    tags: ['CBR', 'All Ages', 'Series'],
  },
  {
    file: 'books/comics/Batman/Batman 001.cbz',
    title: 'Batman 001',
    author: 'Unknown Author',
    series: 'Batman',
    number: 1,
    pages: 1,
    tags: ['CBZ', 'All Ages', 'Series'],
  },
  {
    file: 'books/Harry Magician/Card Magic/cards.pdf',
    title: 'Card Magic',
    author: 'Harry Magician',
    pages: 1,
    tags: ['PDF', 'All Ages', 'Fantasy', 'Magic', 'Standalone'],
  },
  {
    file: 'books/Some Body/Explicit Stories/x.pdf',
    title: 'Explicit Stories',
    author: 'Some Body',
    pages: 2,
    tags: ['PDF', 'NSFW', 'Standalone'],
  },
  {
    file: 'books/toplevel.epub',
    title: 'Top',
    author: 'Nobody',
    tags: ['EPUB', 'English', 'All Ages', 'Standalone'],
  },
  {
    file: 'other/A/B/978-0-306-40615-7_title.epub',
    title: 'Other',
    author: 'A',
    isbn: '9780306406157',
    tags: ['EPUB', 'English', 'All Ages', 'Standalone'],
  },
  {
    file: 'books/Kindle Author/kindle_book.mobi',
    title: 'kindle book',
    author: 'Kindle Author',
    tags: ['MOBI', 'All Ages', 'Standalone'],
  },
  {
    file: 'books/Kindle Author/kindle_book.azw3',
    title: 'kindle book',
    author: 'Kindle Author',
    tags: ['AZW3', 'All Ages', 'Standalone'],
  },
];

describe('the example library', () => {
  let library: TestLibrary;
  let report: ScanReport;

  beforeAll(async () => {
    library = await TestLibrary.create();
    for (const [name, content] of Object.entries(files)) library.write(name, content);
    report = await library.scan();
  });
  afterAll(async () => library[Symbol.asyncDispose]());

  it('has 13 books and 3 files with problems', async () => {
    expect(report).toMatchObject({
      status: 'completed',
      directories_scanned: 1,
      books_found: 13,
      books_added: 13,
      books_updated: 0,
      files_quarantined: 3,
      errors: 0,
      warnings: [],
    });
    expect(await library.quarantine()).toEqual({
      'books/Ink Artist/Watchers Vol 1/watchers-002.cbr': 'CORRUPT',
      'books/Kindle Author/kindle_book.azw3': 'TYPE_MISMATCH',
      'books/Kindle Author/kindle_book.mobi': 'TYPE_MISMATCH',
    });
  });

  it.each(books)('names $file', async ({ file, title, author, isbn, pages, series, number }) => {
    const book = await library.bookAt(file);
    const { db } = library.database;
    const seriesRow = await db
      .selectFrom('series')
      .select('name')
      .where('id', '=', book.series_id ?? 0)
      .executeTakeFirst();
    expect({
      title: book.name,
      author: await library.authorOf(file),
      isbn: book.isbn,
      pages: book.page_count,
      series: seriesRow?.name,
      number: book.series_number,
    }).toEqual({ title, author, isbn: isbn ?? null, pages: pages ?? null, series, number: number ?? null });
  });

  it.each(books)('tags $file', async ({ file, tags }) => {
    expect(await library.tagsOf(file)).toEqual(['New Addition', ...tags].sort());
  });

  it('uses the image beside the comics as the cover of both', async () => {
    const folder = 'books/Ink Artist/Watchers Vol 1';
    for (const name of ['watchers-001.cbz', 'watchers-002.cbr']) {
      expect(await library.bookAt(`${folder}/${name}`)).toMatchObject({
        cover_source: 'file',
        cover_image_path: library.path(`${folder}/cover.png`),
      });
    }
  });

  it('is not touched by a second scan', async () => {
    const before = await library.books();
    expect(await library.scan()).toMatchObject({
      books_found: 13,
      books_added: 0,
      books_updated: 0,
      files_quarantined: 3,
    });
    expect(await library.books()).toEqual(before);
  });
});

it('a library below a folder with telling words has no genre from them', async () => {
  await using library = await TestLibrary.create({ names: ['Magic Software'] });
  library.write('../Magic Software/books/A/Emma/x.epub', epubOf({ title: 'Emma', creator: 'A' }));
  await library.scan();
  expect(await library.tagsOf('../Magic Software/books/A/Emma/x.epub')).toEqual([
    'All Ages',
    'EPUB',
    'New Addition',
    'Standalone',
  ]);
});
