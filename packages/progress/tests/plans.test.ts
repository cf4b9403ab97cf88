import { sql } from '@dust/db';
import { expect, test } from 'vitest';
import {
  adoptUnmatched,
  everyBook,
  findDocument,
  getStatistics,
  keepUnmatched,
  listPositions,
  listReading,
  resetProgress,
  type ReadingList,
} from '../src/index.ts';
import { createLibrary } from './library.ts';
import { at, emma, save, xpointer } from './positions.ts';

interface Plan {
  readonly statement: string;
  /** How SQLite goes about it. */
  readonly steps: readonly string[];
}

/** A reader of three books, and the plans of the statements that something of theirs runs. */
async function plansOf(run: (library: Library) => Promise<unknown>): Promise<Plan[]> {
  const seen: string[] = [];
  await using library = await createLibrary({ onStatement: (text) => seen.push(text) });
  const { db } = library;
  await sql`insert into reading_progress (user_id, book_id, current_page, percentage_complete, last_read_at)
    select 1, books.id, 5, done.percentage, '2026-01-01 00:00:00' from books join (select 50 as percentage union select 100) as done
    on (books.id % 2 = 0) = (done.percentage = 100)`.execute(db);
  seen.length = 0;
  await run(library);
  const plans: Plan[] = [];
  for (const statement of seen.splice(0)) {
    const filledIn = statement.replaceAll(/\+?\?/g, "'1'");
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(filledIn)}`.execute(db);
    plans.push({ statement, steps: rows.map(({ detail }) => detail) });
  }
  return plans;
}

type Library = Awaited<ReturnType<typeof createLibrary>>;

const lists: readonly ReadingList[] = ['all', 'recent', 'current', 'completed'];

test.each(lists)('pages of the list %s go along the index of their order', async (list) => {
  const plans = await plansOf(async ({ db }) => {
    const query = { userId: 1, visible: everyBook, list, limit: 1 };
    const { nextCursor } = await listReading(db, query);
    await listReading(db, { ...query, cursor: nextCursor ?? '' });
  });
  const pages = plans.filter(({ statement }) => statement.includes('order by'));
  expect(pages).toHaveLength(2);
  for (const { steps } of pages) {
    expect(steps[0]).toMatch(/^SEARCH reading_progress USING INDEX reading_progress_recent \(user_id=\?/);
    expect(steps.join()).not.toContain('TEMP B-TREE');
  }
});

test.each(lists)('the list %s reads the rows of its user only', async (list) => {
  const plans = await plansOf(({ db }) => listReading(db, { userId: 1, visible: everyBook, list }));
  expect(plans).toHaveLength(2);
  expect(plans.flatMap(({ steps }) => steps).filter((step) => step.startsWith('SCAN'))).toEqual([]);
});

test('statistics read the rows of their user only', async () => {
  const query = { userId: 1, visible: everyBook, timeZone: 'Europe/Paris', now: new Date() };
  const plans = await plansOf(({ db }) => getStatistics(db, query));
  const scans = plans.flatMap(({ steps }) => steps).filter((step) => /^SCAN (books|reading_\w+)/.test(step));
  expect(scans).toEqual([]);
});

test('positions are found along their keys', async () => {
  const plans = await plansOf(async ({ db }) => {
    const document = { userId: 1, document: 'd' };
    await save(db, xpointer(5), at(0));
    await listPositions(db, { userId: 1, bookId: 1 });
    await keepUnmatched(db, { ...document, position: xpointer(5), now: at(0) });
    await findDocument(db, { document: 'd', visible: everyBook });
    await adoptUnmatched(db, { ...document, book: emma, now: at(1), describe: () => ({ kind: 'xpointer' }) });
    await resetProgress(db, { userId: 1, bookId: 1 });
  });
  const read = plans.filter(({ statement }) => /reading_positions|unmatched_positions|md5/.test(statement));
  expect(read.length).toBeGreaterThan(8);
  expect(
    read.flatMap(({ steps }) => steps).filter((step) => /^SCAN (books|reading_|unmatched_)/.test(step)),
  ).toEqual([]);
});
