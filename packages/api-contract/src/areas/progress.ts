import { Type, type Static } from 'typebox';
import { bookNoun } from './book.ts';
import { BookId, Count, Id, IdParams, Message, NullableText, Time } from '../common.ts';
import { needsBook, needsNoBody, readsBody } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Body, Maybe, Nullable } from '../schemas.ts';

/** One user's place in one book. */
export const Progress = Type.Object(
  {
    id: Type.Integer({ minimum: 1, description: 'of the progress, not of the book' }),
    user_id: Id,
    book_id: Id,
    current_page: Count,
    total_pages: Nullable(Type.Integer({ minimum: 1 })),
    percentage_complete: Type.Number({ minimum: 0, maximum: 100 }),
    current_location: NullableText,
    last_read_at: Time,
    created_at: Time,
    updated_at: Time,
  },
  { title: 'Progress' },
);
export type Progress = Static<typeof Progress>;

export const BookProgress = Type.Object({ book: BookId, progress: Progress }, { title: 'BookProgress' });
export type BookProgress = Static<typeof BookProgress>;

const TotalPages = Maybe(Type.Number({ minimum: 0, description: '0 counts as absent' }));

/** Where the reader is. One of page, percentage and a non-empty location is required. */
export const ProgressUpdate = Body({
  current_page: Maybe(Type.Number({ description: 'clamped to 0…total' })),
  total_pages: TotalPages,
  percentage_complete: Maybe(
    Type.Number({ description: '0–100; ignored when page and total are known', examples: [42.5] }),
  ),
  current_location: Maybe(
    Type.String({
      maxLength: 4096,
      description: 'EPUB CFI or other text, ≤ 4,096 bytes; empty or null clears',
    }),
  ),
});
export type ProgressUpdate = Static<typeof ProgressUpdate>;

export const getProgress = {
  operationId: 'getProgress',
  method: 'GET',
  path: '/books/:id/progress',
  summary: 'own progress',
  tags: ['progress'],
  permission: 'books.read',
  params: IdParams,
  responses: { 200: Type.Object({ book: BookId, progress: Nullable(Progress) }) },
  errors: needsBook,
  idNouns: bookNoun,
} as const satisfies Operation;

export const updateProgress = {
  operationId: 'updateProgress',
  method: 'PUT',
  path: '/books/:id/progress',
  summary: 'save progress',
  tags: ['progress'],
  permission: 'books.read',
  params: IdParams,
  body: ProgressUpdate,
  bodyRequired: true,
  responses: { 200: Type.Object({ success: Type.Boolean(), book: BookId, progress: Progress }) },
  errors: [...needsBook, ...readsBody],
  idNouns: bookNoun,
} as const satisfies Operation;

export const resetProgress = {
  operationId: 'resetProgress',
  method: 'DELETE',
  path: '/books/:id/progress',
  summary: 'forget progress',
  tags: ['progress'],
  permission: 'books.read',
  params: IdParams,
  responses: { 200: Message },
  errors: [...needsBook, ...needsNoBody],
  idNouns: bookNoun,
} as const satisfies Operation;

export const startReading = {
  operationId: 'startReading',
  method: 'POST',
  path: '/books/:id/progress/start',
  summary: 'start a book',
  tags: ['progress'],
  permission: 'books.read',
  params: IdParams,
  body: Body({ total_pages: TotalPages }),
  responses: { 200: BookProgress },
  errors: [...needsBook, ...readsBody],
  idNouns: bookNoun,
} as const satisfies Operation;

export const completeReading = {
  operationId: 'completeReading',
  method: 'POST',
  path: '/books/:id/progress/complete',
  summary: 'mark as completed',
  tags: ['progress'],
  permission: 'books.read',
  params: IdParams,
  responses: { 200: BookProgress },
  errors: [...needsBook, ...needsNoBody],
  idNouns: bookNoun,
} as const satisfies Operation;
