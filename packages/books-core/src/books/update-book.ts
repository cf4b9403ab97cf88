import { foldKey, indexBooks, toDbTime, type BookChange, type Db, type Tx } from '@dust/db';
import type { Viewer } from '../viewer.ts';
import { fieldNames, tidyEdit, type BookEdit } from './book-edit.ts';
import type { BookRecord } from './book-record.ts';
import { getBook, getVisibleBook } from './get-books.ts';

export interface BookUpdate {
  readonly bookId: number;
  readonly edit: BookEdit;
  readonly now?: Date;
}

export interface UpdatedBook {
  readonly book: BookRecord;
  /** An edit was dropped: its value stays until the file is read again, as the caller should see to now. */
  readonly needsRefresh: boolean;
}

const editFields = [
  'name',
  'author',
  'description',
  'publisher',
  'publicationDate',
  'isbn',
  'language',
  'series',
  'seriesNumber',
  'pageCount',
] as const satisfies readonly (keyof BookEdit)[];

/**
 * Changes the metadata of a book; the file stays as it is. Throws `BookNotFoundError`, `ContentRestrictedError` and
 * `InvalidChangeError`.
 */
export async function updateBook(
  db: Db,
  viewer: Viewer,
  { bookId, edit, now = new Date() }: BookUpdate,
): Promise<UpdatedBook> {
  const tidy = tidyEdit(edit);
  return db.transaction().execute(async (tx) => {
    await getVisibleBook(tx, viewer, bookId);
    const sources = await readSources(tx, bookId);
    const set = editFields.filter((field) => tidy[field] !== null && tidy[field] !== undefined);
    const dropped = editFields.filter(
      (field) => tidy[field] === null && sources.get(fieldNames[field]) === 'user',
    );
    if (set.length + dropped.length > 0) {
      for (const field of set) sources.set(fieldNames[field], 'user');
      for (const field of dropped) sources.delete(fieldNames[field]);
      await tx
        .updateTable('books')
        .set({
          ...(await columnsOf(tx, tidy, now)),
          metadata_sources: JSON.stringify(Object.fromEntries(sources)),
          updated_at: toDbTime(now),
        })
        .where('id', '=', bookId)
        .execute();
      await indexBooks(tx, [bookId]);
    }
    return { book: await getBook(tx, viewer, bookId), needsRefresh: dropped.length > 0 };
  });
}

async function readSources(tx: Tx, bookId: number): Promise<Map<string, unknown>> {
  const row = await tx
    .selectFrom('books')
    .select('metadata_sources')
    .where('id', '=', bookId)
    .executeTakeFirst();
  try {
    const stored: unknown = JSON.parse(row?.metadata_sources ?? '{}');
    return new Map(typeof stored === 'object' && stored !== null ? Object.entries(stored) : []);
  } catch {
    return new Map();
  }
}

/** The columns that the values of an edit go to; nulls change none. */
async function columnsOf(tx: Tx, edit: BookEdit, now: Date): Promise<BookChange> {
  const { name, author, series } = edit;
  const plain = {
    description: edit.description,
    publisher: edit.publisher,
    publication_date: edit.publicationDate,
    isbn: edit.isbn,
    language: edit.language,
    series_number: edit.seriesNumber,
    page_count: edit.pageCount,
  };
  return {
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null && value !== undefined)),
    ...(typeof name === 'string' ? { name, name_key: foldKey(name) } : {}),
    ...(typeof author === 'string' ? { author: await findOrMakeAuthor(tx, author, now) } : {}),
    ...(typeof series === 'string' ? { series_id: await findOrMakeSeries(tx, series, now) } : {}),
  };
}

async function findOrMakeAuthor(tx: Tx, name: string, now: Date): Promise<number> {
  const known = await tx
    .selectFrom('authors')
    .select('id')
    .where('name', '=', name)
    .orderBy('id')
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const moment = toDbTime(now);
  const made = await tx
    .insertInto('authors')
    .values({ name, name_key: foldKey(name), created_at: moment, updated_at: moment })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
}

/** Null for the empty name. */
async function findOrMakeSeries(tx: Tx, name: string, now: Date): Promise<number | null> {
  if (name === '') return null;
  const moment = toDbTime(now);
  const key = foldKey(name);
  await tx
    .insertInto('series')
    .values({ name, name_key: key, created_at: moment, updated_at: moment })
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .execute();
  const { id } = await tx
    .selectFrom('series')
    .select('id')
    .where('name_key', '=', key)
    .executeTakeFirstOrThrow();
  return id;
}
