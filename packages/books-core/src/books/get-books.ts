import { sql, type Db } from '@dust/db';
import {
  bookColumns,
  bookSources,
  toBookRecord,
  type BookRecord,
  type BookRecordRow,
} from './book-record.ts';
import { BookNotFoundError, ContentRestrictedError } from '../errors.ts';
import { prepareSql } from '../prepare-sql.ts';
import { tagColumns, type TagRecord } from '../tags/tag-record.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { firstHidingTag, visibleTo } from '../visibility.ts';

interface BookArguments extends ViewerArguments {
  readonly bookId: number;
}

interface Hideable {
  readonly hidingTag: string | null;
}

/** What serving a file, a cover or a place in it needs to know. */
export interface VisibleBook {
  readonly id: number;
  readonly filePath: string;
  readonly fileFormat: string | null;
  readonly fileSize: number | null;
  readonly pageCount: number | null;
  readonly coverHash: string | null;
  readonly status: 'active' | 'archived';
}

const selectBook = prepareSql(
  (argument: BookArguments) => sql<BookRecordRow & Hideable>`
    select ${bookColumns}, ${firstHidingTag(argument, sql`books.id`)} as hidingTag
    from books ${bookSources} where books.id = ${argument.bookId}`,
);

const selectVisibleBook = prepareSql(
  (argument: BookArguments) => sql<VisibleBook & Hideable>`
    select id, file_path as filePath, lower(file_format) as fileFormat, file_size as fileSize, page_count as pageCount,
      cover_hash as coverHash, case when status = 'archived' then 'archived' else 'active' end as status,
      ${firstHidingTag(argument, sql`books.id`)} as hidingTag
    from books where id = ${argument.bookId}`,
);

const selectBooks = prepareSql(
  (argument: ViewerArguments & { readonly ids: string }) => sql<BookRecordRow>`
    select ${bookColumns} from json_each(${argument.ids}) as asked join books on books.id = asked.value ${bookSources}
    where ${visibleTo(argument, sql`books.id`)} order by asked.key`,
);

const selectTagsOfBook = prepareSql(
  (argument: { readonly bookId: number }) => sql<TagRecord>`
    select ${tagColumns} from book_tags join tags on tags.id = book_tags.tag_id
    where book_tags.book_id = ${argument.bookId} order by tags.category, lower(tags.name), tags.id`,
);

/** One book, archived or not. Throws {@link BookNotFoundError}, or {@link ContentRestrictedError} for a hidden one. */
export async function getBook(db: Db, viewer: Viewer, bookId: number): Promise<BookRecord> {
  return toBookRecord(seen(await selectBook.first(db, { ...viewerArguments(viewer), bookId })));
}

/** The little about a book that files, covers and progress need. Throws like {@link getBook}. */
export async function getVisibleBook(db: Db, viewer: Viewer, bookId: number): Promise<VisibleBook> {
  return seen(await selectVisibleBook.first(db, { ...viewerArguments(viewer), bookId }));
}

/** Those of the books that exist and are visible, in the order of the ids. */
export async function listBooksByIds(
  db: Db,
  viewer: Viewer,
  bookIds: readonly number[],
): Promise<BookRecord[]> {
  if (bookIds.length === 0) return [];
  const rows = await selectBooks.all(db, { ...viewerArguments(viewer), ids: JSON.stringify(bookIds) });
  return rows.map(toBookRecord);
}

/** The tags of a book by category, then name; whether the book is visible is the caller's question. */
export async function listTagsOfBook(db: Db, bookId: number): Promise<TagRecord[]> {
  return selectTagsOfBook.all(db, { bookId });
}

function seen<Row extends Hideable>(row: Row | undefined): Omit<Row, 'hidingTag'> {
  if (row === undefined) throw new BookNotFoundError();
  const { hidingTag, ...rest } = row;
  if (hidingTag !== null) throw new ContentRestrictedError(hidingTag);
  return rest;
}
