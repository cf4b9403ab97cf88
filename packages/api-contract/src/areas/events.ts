import { Type, type Static } from 'typebox';
import { Book } from './book.ts';
import { BookId, Id } from '../common.ts';
import { needsPermission } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Progress } from './progress.ts';
import { ScanReport } from './scans.ts';
import { Bytes, Nullable } from '../schemas.ts';

const BookEvent = Type.Object({ book: Book });

/**
 * Data of each server-sent event, by event name. `reset` tells that events were missed: reload what is shown.
 */
export const eventData = {
  'scan.progress': ScanReport,
  'book.added': BookEvent,
  'book.updated': BookEvent,
  'book.archived': Type.Object({ bookId: Id, reason: Type.String() }),
  'progress.updated': Type.Object({ book: BookId, progress: Nullable(Progress) }),
  reset: Type.Object({}),
} as const;

export type EventName = keyof typeof eventData;

export type EventData<Name extends EventName> = Static<(typeof eventData)[Name]>;

/** One event of `GET /events`; `id` resumes the stream after it (null for an event without one). */
export type DustEvent = {
  [Name in EventName]: {
    readonly id: string | null;
    readonly event: Name;
    readonly data: EventData<Name>;
  };
}[EventName];

export const streamEvents = {
  operationId: 'streamEvents',
  method: 'GET',
  path: '/events',
  summary: 'live events (SSE)',
  tags: ['events'],
  permission: 'books.read',
  responses: { 200: Bytes },
  errors: [...needsPermission, 'RATE_LIMITED'],
  produces: ['text/event-stream'],
} as const satisfies Operation;
