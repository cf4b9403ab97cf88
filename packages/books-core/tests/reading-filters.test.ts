import { expect, test } from 'vitest';
import { listNextInSeries, type BookQuery } from '../src/index.ts';
import { createLibrary, holder, namesOf, reader, type BookFields, type Library } from './library.ts';

interface Read {
  readonly book: string;
  readonly percentage?: number;
  readonly location?: string;
  readonly at?: string;
  readonly userId?: number;
}

async function readBooks({ db }: Library, ...reads: readonly Read[]): Promise<void> {
  for (const { book, percentage = 0, location = null, at = '2025-01-01 00:00:00', userId = 1 } of reads) {
    const { id } = await db
      .selectFrom('books')
      .select('id')
      .where('name', '=', book)
      .executeTakeFirstOrThrow();
    const row = { user_id: userId, book_id: id, percentage_complete: percentage, current_location: location };
    await db
      .insertInto('reading_progress')
      .values({ ...row, last_read_at: at })
      .execute();
  }
}

const states = ['unread', 'reading', 'completed'] as const;

test.each([{}, { sort: '-created_at' }, { q: 'book' }, { formats: ['epub'] }] as const)(
  'books are parted by how far their reader is, with %j as well',
  async (query: BookQuery) => {
    const names = ['Book a', 'Book b', 'Book c', 'Book d', 'Book e'];
    await using library = await createLibrary([...names, { name: 'Hidden book', tags: ['NSFW'] }]);
    await readBooks(
      library,
      { book: 'Book a', percentage: 100 },
      { book: 'Book b', percentage: 12 },
      { book: 'Book c', location: 'epubcfi(/6/4)' },
      { book: 'Book d' },
      { book: 'Hidden book', percentage: 100 },
      { book: 'Book e', percentage: 100, userId: 2 },
    );
    const found = new Map<string, string[]>();
    for (const reading of states) {
      const page = await library.catalog.listBooks(reader, { ...query, reading, limit: 10 });
      expect(page.total).toBe(page.items.length);
      found.set(reading, namesOf(page.items).toSorted());
    }
    expect(Object.fromEntries(found)).toEqual({
      unread: ['Book d', 'Book e'],
      reading: ['Book b', 'Book c'],
      completed: ['Book a'],
    });
  },
);

test('what is read is counted anew though the library has not changed', async () => {
  await using library = await createLibrary(['a', 'b', 'c']);
  const total = async (reading: (typeof states)[number]): Promise<number> =>
    (await library.catalog.listBooks(reader, { reading, limit: 1 })).total;
  expect([await total('unread'), await total('completed')]).toEqual([3, 0]);
  await readBooks(library, { book: 'b', percentage: 100 });
  expect([await total('unread'), await total('completed')]).toEqual([2, 1]);
});

function volumes(series: string, count: number): BookFields[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${series} ${index + 1}`,
    series,
    number: index + 1,
  }));
}

async function nextFor(library: Library, limit = 10): Promise<string[]> {
  const ids = await listNextInSeries(library.db, reader, limit);
  const rows = await library.db.selectFrom('books').select(['id', 'name']).where('id', 'in', ids).execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return ids.map((id) => names.get(id) ?? '');
}

test('after a book read to its end comes the next one of its series, the series read last first', async () => {
  await using library = await createLibrary([...volumes('Saga', 3), ...volumes('Tales', 2), 'Alone']);
  await readBooks(
    library,
    { book: 'Saga 1', percentage: 100, at: '2025-01-01 00:00:00' },
    { book: 'Tales 1', percentage: 100, at: '2025-03-01 00:00:00' },
    { book: 'Alone', percentage: 100 },
    { book: 'Saga 2', percentage: 100, userId: 2 },
  );
  expect(await nextFor(library)).toEqual(['Tales 2', 'Saga 2']);
  expect(await nextFor(library, 1)).toEqual(['Tales 2']);
});

test('a series that is through, or of which another book is open, or none is finished, gives nothing', async () => {
  await using library = await createLibrary([
    ...volumes('Through', 2),
    ...volumes('Open', 3),
    ...volumes('Begun', 2),
  ]);
  await readBooks(
    library,
    { book: 'Through 1', percentage: 100 },
    { book: 'Through 2', percentage: 100 },
    { book: 'Open 1', percentage: 100 },
    { book: 'Open 2', percentage: 40 },
    { book: 'Begun 1', percentage: 5 },
  );
  expect(await listNextInSeries(library.db, reader, 10)).toEqual([]);
});

test('hidden and archived books are passed over, and do not count as read', async () => {
  await using library = await createLibrary([
    { name: 'A 1', series: 'A', number: 1 },
    { name: 'A 2', series: 'A', number: 2, tags: ['NSFW'] },
    { name: 'A 3', series: 'A', number: 3, status: 'archived' },
    { name: 'A 4', series: 'A', number: 4 },
    { name: 'B 1', series: 'B', number: 1, tags: ['NSFW'] },
    { name: 'B 2', series: 'B', number: 2 },
  ]);
  await readBooks(library, { book: 'A 1', percentage: 100 }, { book: 'B 1', percentage: 100 });
  expect(await nextFor(library)).toEqual(['A 4']);
  await readBooks(library, { book: 'A 1', percentage: 100, userId: 2 });
  const [next] = await listNextInSeries(library.db, holder, 10);
  expect(next).toBe(2);
});
