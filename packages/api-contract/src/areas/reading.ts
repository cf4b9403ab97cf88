import { Type, type Static } from 'typebox';
import { AuthorRef, Book } from './book.ts';
import { Count, Id, page, PageQuery, Time } from '../common.ts';
import { needsPermission, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Progress } from './progress.ts';

/** A progress row, flat and nested, with its book, flat and nested. `id` is the id of the progress. */
export const ReadingItem = Type.Object(
  {
    ...Progress.properties,
    name: Type.String(),
    book_name: Type.String(),
    author: AuthorRef,
    filepath: Type.String(),
    cover_image_path: Book.properties.cover_image_path,
    cover_image_url: Book.properties.cover_image_url,
    book: Book,
    progress: Progress,
  },
  { title: 'ReadingItem' },
);
export type ReadingItem = Static<typeof ReadingItem>;

export const ReadingItems = Type.Object(
  { books: Type.Array(ReadingItem), ...page },
  { title: 'ReadingItems' },
);
export type ReadingItems = Static<typeof ReadingItems>;

export const ReadingStats = Type.Object(
  {
    stats: Type.Object({
      totalBooksStarted: Count,
      totalBooksCompleted: Count,
      currentlyReading: Count,
      totalPagesRead: Count,
      averageProgress: Type.Number({ description: 'mean percentage of the started books' }),
      averageCompletionRate: Type.Number({ description: 'completed ÷ started × 100' }),
      readingStreak: Type.Integer({ minimum: 0, description: 'days, ending today or yesterday' }),
      longestStreak: Type.Integer({ minimum: 0, description: 'days' }),
    }),
    recentActivity: Type.Array(
      Type.Object({
        book_id: Id,
        book_name: Type.String(),
        name: Type.String(),
        last_read_at: Time,
        percentage_complete: Type.Number(),
      }),
      { description: 'the 10 newest' },
    ),
    dailyActivity: Type.Array(
      Type.Object({
        date: Type.String({ description: '`2024-01-15`' }),
        pages_read: Count,
        books_read: Count,
      }),
      { description: 'the last 30 days, oldest first' },
    ),
  },
  { title: 'ReadingStats' },
);
export type ReadingStats = Static<typeof ReadingStats>;

export const listProgress = {
  operationId: 'listProgress',
  method: 'GET',
  path: '/reading/progress',
  summary: 'all own progress rows',
  tags: ['reading'],
  permission: 'books.read',
  query: PageQuery,
  responses: { 200: Type.Object({ progress: Type.Array(Progress), ...page }) },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const listRecentlyRead = {
  operationId: 'listRecentlyRead',
  method: 'GET',
  path: '/reading/recent',
  summary: 'recently read',
  description: 'Without `limit`: 10.',
  tags: ['reading'],
  permission: 'books.read',
  query: PageQuery,
  responses: { 200: ReadingItems },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const listCurrentlyReading = {
  operationId: 'listCurrentlyReading',
  method: 'GET',
  path: '/reading/currently-reading',
  summary: 'started, not completed',
  tags: ['reading'],
  permission: 'books.read',
  query: PageQuery,
  responses: { 200: ReadingItems },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const listCompleted = {
  operationId: 'listCompleted',
  method: 'GET',
  path: '/reading/completed',
  summary: 'completed',
  tags: ['reading'],
  permission: 'books.read',
  query: PageQuery,
  responses: { 200: ReadingItems },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const getReadingStats = {
  operationId: 'getReadingStats',
  method: 'GET',
  path: '/reading/stats',
  summary: 'reading statistics',
  tags: ['reading'],
  permission: 'books.read',
  query: Type.Object({
    tz: Type.Optional(
      Type.String({ description: 'IANA time zone; UTC without', examples: ['Europe/Paris'] }),
    ),
  }),
  responses: { 200: ReadingStats },
  errors: [...needsPermission, 'VALIDATION_ERROR'],
  validationText: 'Invalid time zone',
} as const satisfies Operation;
