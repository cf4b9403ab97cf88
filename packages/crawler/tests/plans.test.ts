import { sql, type Db } from '@dust/db';
import { createTestDatabase } from '@dust/db/testing';
import { describe, expect, it } from 'vitest';
import { listQuarantine } from '../src/queries/quarantine.ts';
import { authorsAfter, booksOfAuthor } from '../src/providers/look-up-authors.ts';
import { booksAfter, booksWithIsbn } from '../src/providers/look-up-books.ts';
import { listScans } from '../src/queries/scans.ts';
import { booksInRange, findBooksAt } from '../src/survey/known-books.ts';

/** How SQLite goes about the statements that something runs. */
async function plansOf(work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  await using database = await createTestDatabase({ onStatement: (text) => statements.push(text) });
  await work(database.db);
  const plans = await Promise.all(
    statements
      .filter((text) => text.startsWith('select') && !text.includes('count('))
      .map((text) =>
        sql<{ detail: string }>`explain query plan ${sql.raw(text.replaceAll('?', "''"))}`.execute(
          database.db,
        ),
      ),
  );
  return plans.flatMap(({ rows }) => rows.map(({ detail }) => detail));
}

describe('an index serves', () => {
  it('the comparison by path', async () => {
    const [plan, ...others] = await plansOf((db) => findBooksAt(db, ['/a', '/b']));
    expect(plan).toMatch(/^SEARCH books USING INDEX sqlite_autoindex_books_1 \(file_path=/);
    expect(others).toEqual([]);
  });

  it('the search for missing books, in the order of paths', async () => {
    const plans = await plansOf((db) => booksInRange(db, { from: '/a/', to: '/a0' }).next());
    expect(plans).toEqual([
      expect.stringMatching(/^SEARCH books USING INDEX sqlite_autoindex_books_1 \(file_path>/),
    ]);
  });

  it('the list of files with problems, in its order', async () => {
    const plans = await plansOf((db) => listQuarantine(db, [], { limit: 10 }));
    expect(plans).toEqual([expect.stringContaining('USING INDEX quarantine_last_seen')]);
  });

  it('the list of scans, in its order', async () => {
    const plans = await plansOf((db) => listScans(db, { limit: 10 }));
    expect(plans).toEqual([expect.stringMatching(/^SCAN scans$/)]);
  });

  it('what is done with an answer of a catalogue', async () => {
    const plans = await plansOf((db) => booksWithIsbn(db, '9780306406157'));
    expect(plans).toEqual(['SEARCH books USING INDEX books_isbn (isbn=?)']);
  });

  it('the walk over books that catalogues may know, in its order', async () => {
    const plans = await plansOf((db) => booksAfter(db, 7));
    expect(plans).toEqual(['SEARCH books USING INTEGER PRIMARY KEY (rowid>?)']);
  });

  it('the walk over authors of whom something is not known, in its order', async () => {
    const plans = await plansOf((db) => authorsAfter(db, 7));
    expect(plans).toEqual(['SEARCH authors USING INTEGER PRIMARY KEY (rowid>?)']);
  });

  it('the books that may lead to an author', async () => {
    const plans = await plansOf((db) => booksOfAuthor(db, 7));
    expect(plans).toEqual(['SEARCH books USING INDEX books_author (author=? AND status=?)']);
  });
});
