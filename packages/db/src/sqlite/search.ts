import type { Database } from 'better-sqlite3';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Db } from '../schema.ts';
import { searchTerms, searchText } from './search-text.ts';

/** Gives a connection the SQL function `search_text`, see {@link searchText}; null is as empty as no text. */
export function addSearchFunction(database: Database): void {
  database.function('search_text', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? searchText(text) : '',
  );
}

/**
 * True for books of which every word of the text starts a word of title, authors and other creators, series, publisher, tags,
 * description or ISBN; of scripts without blanks between words, is part of one. Text without a word matches nothing.
 */
export function bookMatches(bookId: RawBuilder<unknown>, text: string): RawBuilder<SqlBool> {
  const terms = searchTerms(text);
  if (terms.length === 0) return sql<SqlBool>`0`;
  const expression = terms.map((term) => `"${term}"*`).join(' ');
  return sql<SqlBool>`${bookId} in (select rowid from books_fts where books_fts match ${expression})`;
}

const indexRows = sql`
  select books.id, search_text(books.name), search_text(authors.name), search_text(series.name),
    search_text(books.description), coalesce(books.isbn, ''), search_text(books.publisher),
    search_text((select group_concat(book_creators.name, ' ') from book_creators where book_creators.book_id = books.id)),
    search_text((select group_concat(tags.name, ' ') from book_tags join tags on tags.id = book_tags.tag_id
      where book_tags.book_id = books.id))
  from books left join authors on authors.id = books.author left join series on series.id = books.series_id`;

const insertRows = sql`insert into books_fts (rowid, title, author, series, description, isbn, publisher, creators, tags) ${indexRows}`;

/** Brings the search index in step with these books; call it in the transaction that changes them. */
export async function indexBooks(db: Db, bookIds: readonly number[]): Promise<void> {
  if (bookIds.length === 0) return;
  const ids = sql`(select value from json_each(${JSON.stringify(bookIds)}))`;
  await sql`delete from books_fts where rowid in ${ids}`.execute(db);
  await sql`${insertRows} where books.id in ${ids}`.execute(db);
}

/** Builds the search index anew from the tables. */
export async function rebuildSearchIndex(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`delete from books_fts`.execute(tx);
    await insertRows.execute(tx);
  });
}

/** Builds the search index anew where it does not hold every book: after an upgrade, or when an earlier server has written. */
export async function completeSearchIndex(db: Db): Promise<void> {
  const { rows } = await sql<{ lacks: number }>`
    select (select count(*) from books) <> (select count(*) from books_fts_docsize) as lacks`.execute(db);
  if (rows[0]?.lacks === 1) await rebuildSearchIndex(db);
}
