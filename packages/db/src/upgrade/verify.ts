import type { Database } from 'better-sqlite3';
import { seededTags } from '../migrations/0001/seed.ts';
import { hasTable, numberFrom } from './introspection.ts';
import type { ReferenceSchema } from './reference-schema.ts';
import type { UpgradeNotes } from './report.ts';

const countedTables = [
  'users',
  'authors',
  'books',
  'tags',
  'book_tags',
  'reading_progress',
  'sessions',
] as const;

/** How many rows a file has of what people have put into it. */
export type RowCounts = Readonly<Record<(typeof countedTables)[number] | 'missingTags', number>>;

export function countRows(database: Database): RowCounts {
  const count = (table: string): number =>
    hasTable(database, table) ? numberFrom(database, `SELECT count(*) FROM ${table}`) : 0;
  const [users, authors, books, tags, bookTags, progress, sessions] = countedTables.map(count);
  return {
    users: users ?? 0,
    authors: authors ?? 0,
    books: books ?? 0,
    tags: tags ?? 0,
    book_tags: bookTags ?? 0,
    reading_progress: progress ?? 0,
    sessions: sessions ?? 0,
    missingTags: countMissingTags(database),
  };
}

function countMissingTags(database: Database): number {
  if (!hasTable(database, 'tags')) return seededTags.length;
  const known = database.prepare('SELECT 1 FROM tags WHERE name = ?');
  return seededTags.filter(([, name]) => known.get(name) === undefined).length;
}

export interface Verification {
  readonly before: RowCounts;
  readonly notes: UpgradeNotes;
  readonly reference: ReferenceSchema;
}

/** Throws when a converted file is damaged, has references to nothing, or lacks rows that were there before. */
export function verifyUpgrade(database: Database, { before, notes, reference }: Verification): void {
  const integrity = database.pragma('integrity_check', { simple: true });
  if (integrity !== 'ok') throw new Error(`The converted database is damaged: ${String(integrity)}`);
  for (const table of reference.tables.keys()) {
    const dangling = database.prepare('SELECT count(*) FROM pragma_foreign_key_check(?)').pluck().get(table);
    if (dangling !== 0) throw new Error(`The converted table ${table} has references to nothing`);
  }
  const after = countRows(database);
  const left = (table: string): number =>
    numberFrom(database, 'SELECT count(*) FROM upgrade_leftovers WHERE source_table = ?', table);
  const unknownAuthors = after.authors - before.authors;
  assertEqual('users', before.users, after.users);
  if (unknownAuthors !== 0) assertEqual('authors', before.authors + 1, after.authors);
  assertEqual('books', before.books, after.books);
  assertEqual('tags', before.tags + before.missingTags, after.tags);
  assertEqual('book_tags', before.book_tags, after.book_tags + left('book_tags'));
  assertEqual('reading_progress', before.reading_progress, after.reading_progress + left('reading_progress'));
  assertEqual('sessions', before.sessions, after.sessions + notes.droppedSessions);
}

function assertEqual(table: string, before: number, after: number): void {
  if (before !== after) throw new Error(`Of ${before} rows of ${table} the converted database has ${after}`);
}
