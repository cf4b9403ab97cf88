import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Db } from '../schema.ts';

/** Letters that Unicode does not take apart into a letter and an accent, with what people type for them. */
const plainLetters: readonly (readonly [string, string])[] = [
  ['ø', 'o'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ß', 'ss'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
];

/** Words of a search as the index keeps them: at most 20, each without what FTS5 would take as an operator. */
function searchWords(text: string): string[] {
  const folded = plainLetters.reduce(
    (t, [from, to]) => t.replaceAll(from, to),
    text.normalize('NFC').toLowerCase(),
  );
  const joinedIsbns = folded.replaceAll(/(?<=\d)-(?=[\dx])/g, '');
  return joinedIsbns.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu)?.slice(0, 20) ?? [];
}

/**
 * True for books of which every word of the text starts a word of title, author, series, description or ISBN. Text without a
 * word matches nothing.
 */
export function bookMatches(bookId: RawBuilder<unknown>, text: string): RawBuilder<SqlBool> {
  const words = searchWords(text);
  if (words.length === 0) return sql<SqlBool>`0`;
  const expression = words.map((word) => `"${word}"*`).join(' ');
  return sql<SqlBool>`${bookId} in (select rowid from books_fts where books_fts match ${expression})`;
}

function folded(column: string): RawBuilder<string> {
  const start = sql<string>`lower(coalesce(${sql.raw(column)}, ''))`;
  const both = plainLetters.flatMap(([from, to]) => [[from, to] as const, [from.toUpperCase(), to] as const]);
  return both.reduce<RawBuilder<string>>(
    (inner, [from, to]) => sql<string>`replace(${inner}, ${sql.lit(from)}, ${sql.lit(to)})`,
    start,
  );
}

const indexRows = sql`
  select books.id, ${folded('books.name')}, ${folded('authors.name')}, ${folded('series.name')},
    ${folded('books.description')}, coalesce(books.isbn, ''), ${folded('books.publisher')},
    coalesce((select group_concat(${folded('book_creators.name')}, ' ') from book_creators where book_creators.book_id = books.id), ''),
    coalesce((select group_concat(${folded('tags.name')}, ' ') from book_tags join tags on tags.id = book_tags.tag_id
      where book_tags.book_id = books.id), '')
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
