import { parseTextList, type BookRow, type Db } from '@dust/db';
import { UNKNOWN_AUTHOR } from '../metadata/book-metadata.ts';
import type { StoredMetadata } from '../metadata/merge.ts';
import { parseSources } from '../metadata/sources.ts';

/** A book row with the names its ids stand for. */
export interface StoredBook extends BookRow {
  readonly author_name: string | null;
  readonly series_name: string | null;
}

export async function findStoredBook(db: Db, bookId: number): Promise<StoredBook | undefined> {
  return db
    .selectFrom('books')
    .leftJoin('authors', 'authors.id', 'books.author')
    .leftJoin('series', 'series.id', 'books.series_id')
    .selectAll('books')
    .select(['authors.name as author_name', 'series.name as series_name'])
    .where('books.id', '=', bookId)
    .executeTakeFirst();
}

/** What a row says about its book, with the sources. */
export function storedMetadata(book: StoredBook): StoredMetadata {
  return {
    sources: parseSources(book.metadata_sources),
    values: {
      name: book.name,
      author: book.author_name ?? UNKNOWN_AUTHOR,
      series: book.series_name,
      series_number: book.series_number,
      isbn: book.isbn,
      publisher: book.publisher,
      publication_date: book.publication_date,
      description: book.description,
      language: book.language,
      page_count: book.page_count,
      subjects: book.subjects === null ? null : parseTextList(book.subjects),
    },
  };
}
