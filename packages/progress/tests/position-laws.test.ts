import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  convertPosition,
  listPositions,
  savePosition,
  type BookMeasure,
  type Chapter,
} from '../src/index.ts';
import { getProgress } from '../src/index.ts';
import { createLibrary } from './library.ts';
import { at } from './positions.ts';

interface Reading {
  readonly device: number;
  readonly minute: number;
  readonly percentage: number;
}

/** Readings of a few devices, each in a minute of its own. */
const readings: fc.Arbitrary<Reading[]> = fc.uniqueArray(
  fc.record({
    device: fc.nat({ max: 3 }),
    minute: fc.nat({ max: 59 }),
    percentage: fc.double({ min: 0, max: 100, noNaN: true }),
  }),
  { selector: ({ minute }) => minute, minLength: 1, maxLength: 6 },
);

const arrivals = readings.chain((list) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
);

const book = { id: 1, pageCount: 300 };

async function positionsAfter(list: readonly Reading[]) {
  await using database = await createLibrary();
  const { db } = database;
  for (const { device, minute, percentage } of list) {
    const position = {
      client: `koreader:${device}`,
      device: null,
      kind: 'xpointer',
      value: `/at/${minute}`,
      percentage,
      readAt: at(minute),
    } as const;
    await savePosition(db, { userId: 1, book, position, now: at(120) });
  }
  const of = { userId: 1, bookId: 1 };
  return { positions: await listPositions(db, of), progress: await getProgress(db, of) };
}

test('the order of arrival makes no difference: readings do, to each client and to the book', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async ([inOrder, asArrived]) => {
      const one = await positionsAfter(inOrder.toSorted((left, right) => left.minute - right.minute));
      const other = await positionsAfter(asArrived);
      expect(other.positions).toEqual(one.positions);
      expect(other.progress?.percentage_complete).toBe(one.progress?.percentage_complete);
      expect(other.progress?.last_read_at).toBe(one.progress?.last_read_at);
    }),
    { numRuns: 25 },
  );
});

test('every client has its own last reading back, verbatim, and the latest of all comes first', async () => {
  await fc.assert(
    fc.asyncProperty(readings, async (list) => {
      const { positions } = await positionsAfter(list);
      const last = new Map<string, Reading>();
      for (const one of list.toSorted((left, right) => left.minute - right.minute))
        last.set(`koreader:${one.device}`, one);
      const expected = [...last].toSorted(([, left], [, right]) => right.minute - left.minute);
      expect(positions.map(({ client, value, percentage }) => [client, value, percentage])).toEqual(
        expected.map(([client, { minute, percentage }]) => [client, `/at/${minute}`, percentage]),
      );
    }),
    { numRuns: 25 },
  );
});

const percentage = fc.double({ min: 0, max: 100, noNaN: true });
const total = fc.integer({ min: 1, max: 5000 });

function converted(share: number, kind: 'page' | 'xpointer', measure: BookMeasure): number {
  const times = { readAt: at(0), receivedAt: at(0) };
  const place = { kind: 'percentage', value: '', percentage: share, page: null, totalPages: null } as const;
  const position = { client: 'a', device: null, ...place, ...times };
  const value = convertPosition(position, kind, measure)?.value ?? '';
  return Number(value.replaceAll(/\D+0?$|^\D+/g, ''));
}

test('a page is half a page at most from the share it was made of, and within the book', () => {
  fc.assert(
    fc.property(percentage, total, (share, pageCount) => {
      const page = converted(share, 'page', { pageCount, chapters: null });
      expect(page).toBeGreaterThanOrEqual(0);
      expect(page).toBeLessThanOrEqual(pageCount);
      expect(Math.abs((page / pageCount) * 100 - share)).toBeLessThanOrEqual(50 / pageCount + 1e-9);
    }),
  );
});

const chapters: fc.Arbitrary<Chapter[]> = fc
  .array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 30 })
  .filter((lengths) => lengths.some((length) => length > 0))
  .map((lengths) =>
    lengths.map((length, index) => {
      const href = `${index}.xhtml`;
      return { href, reference: href, type: 'text/html', length, spineIndex: index };
    }),
  );

test('reading on never leads back, neither in pages nor in chapters', () => {
  fc.assert(
    fc.property(percentage, percentage, chapters, (one, other, list) => {
      const [before, after] = one < other ? [one, other] : [other, one];
      for (const kind of ['page', 'xpointer'] as const) {
        const measure = { pageCount: 47, chapters: list };
        expect(converted(before, kind, measure)).toBeLessThanOrEqual(converted(after, kind, measure));
      }
    }),
  );
});

test('a chapter is one of the book that has text', () => {
  fc.assert(
    fc.property(percentage, chapters, (share, list) => {
      const number = converted(share, 'xpointer', { pageCount: null, chapters: list });
      expect(list[number - 1]?.length).toBeGreaterThan(0);
    }),
  );
});
