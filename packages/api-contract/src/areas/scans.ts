import { Type, type Static } from 'typebox';
import { Book, bookNoun } from './book.ts';
import {
  Count,
  Id,
  IdParams,
  NullableInteger,
  NullableTime,
  page,
  PageQuery,
  Texts,
  Time,
} from '../common.ts';
import { needsBook, needsNoBody, needsPermission, readsBody, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Body, Maybe, Nullable } from '../schemas.ts';

export const scanStatuses = ['running', 'completed', 'needs_confirmation', 'failed'] as const;
export const scanTriggers = ['startup', 'schedule', 'manual', 'validation'] as const;
export const scanModes = ['quick', 'full'] as const;

export const ScanWarning = Type.Object(
  { code: Type.String(), library: Type.String(), message: Type.String(), count: Count },
  { title: 'ScanWarning' },
);
export type ScanWarning = Static<typeof ScanWarning>;

export const ScanReport = Type.Object(
  {
    id: Id,
    status: Type.Enum(scanStatuses, { type: 'string' }),
    trigger: Type.Enum(scanTriggers, { type: 'string' }),
    mode: Type.Enum(scanModes, { type: 'string' }),
    requested_by: Nullable(Type.Integer({ description: 'user id' })),
    started_at: Time,
    finished_at: NullableTime,
    duration_ms: NullableInteger,
    directories_scanned: Count,
    books_found: Type.Integer({ minimum: 0, description: 'supported files seen' }),
    books_added: Count,
    books_updated: Count,
    books_moved: Count,
    books_archived: Count,
    books_unarchived: Count,
    files_quarantined: Count,
    errors: Type.Integer({ minimum: 0, description: 'files or directories that could not be examined' }),
    warnings: Type.Array(ScanWarning),
    pending: Nullable(
      Type.Object({
        missing: Count,
        of: Count,
        books: Type.Array(Type.Object({ id: Id, name: Type.String(), filepath: Type.String() }), {
          description: 'the first 100',
        }),
      }),
    ),
    progress: Nullable(Type.Object({ files_done: Count, files_total: NullableInteger })),
  },
  { title: 'ScanReport' },
);
export type ScanReport = Static<typeof ScanReport>;

export const quarantineReasons = [
  'EMPTY',
  'UNREADABLE',
  'CORRUPT',
  'ENCRYPTED',
  'TYPE_MISMATCH',
  'TOO_LARGE',
  'TIMEOUT',
  'BAD_NAME',
] as const;

/** A file with a problem. */
export const QuarantineItem = Type.Object(
  {
    id: Id,
    library: Type.String({ description: 'name of the library directory' }),
    filepath: Type.String({ description: 'relative to its library directory' }),
    file_format: Nullable(Type.String()),
    file_size: NullableInteger,
    reason: Type.Enum(quarantineReasons, { type: 'string' }),
    message: Type.String(),
    book_id: Nullable(Type.Integer({ description: 'the book, if the file is listed all the same' })),
    first_seen_at: Time,
    last_seen_at: Time,
  },
  { title: 'QuarantineItem' },
);
export type QuarantineItem = Static<typeof QuarantineItem>;

const OneScan = Type.Object({ scan: ScanReport });

export const ScanStarted = Type.Object(
  { success: Type.Boolean(), scanId: Id, message: Type.String() },
  { title: 'ScanStarted' },
);
export type ScanStarted = Static<typeof ScanStarted>;

export const ScanFinished = Type.Object(
  {
    ...ScanStarted.properties,
    results: Type.Object({
      books_found: Count,
      books_added: Count,
      books_updated: Count,
      errors: Count,
      directories_scanned: Count,
    }),
    scan: ScanReport,
  },
  { title: 'ScanFinished' },
);
export type ScanFinished = Static<typeof ScanFinished>;

const idNouns = { id: 'scan ID' } as const;

export const startScan = {
  operationId: 'startScan',
  method: 'POST',
  path: '/admin/scan',
  summary: 'start a scan',
  description: 'With `wait` the answer is 200 when the scan has ended.',
  tags: ['scans'],
  permission: 'books.manage',
  query: Type.Object({ wait: Type.Optional(Type.Boolean()) }),
  body: Body({ mode: Maybe(Type.Enum(scanModes, { type: 'string' })) }),
  responses: { 200: ScanFinished, 202: ScanStarted },
  errors: [...needsPermission, ...readsBody, 'NO_LIBRARY'],
} as const satisfies Operation;

export const listScans = {
  operationId: 'listScans',
  method: 'GET',
  path: '/admin/scans',
  summary: 'scan history',
  tags: ['scans'],
  permission: 'books.manage',
  query: PageQuery,
  responses: { 200: Type.Object({ scans: Type.Array(ScanReport), ...page }) },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const getScan = {
  operationId: 'getScan',
  method: 'GET',
  path: '/admin/scans/:id',
  summary: 'one scan',
  tags: ['scans'],
  permission: 'books.manage',
  params: IdParams,
  responses: { 200: OneScan },
  errors: [...needsPermission, 'INVALID_ID', 'SCAN_NOT_FOUND'],
  idNouns,
} as const satisfies Operation;

export const confirmScan = {
  operationId: 'confirmScan',
  method: 'POST',
  path: '/admin/scans/:id/confirm',
  summary: 'decide on many missing files',
  tags: ['scans'],
  permission: 'books.manage',
  params: IdParams,
  body: Body({ action: Type.Enum(['archive', 'keep'], { type: 'string' }) }),
  bodyRequired: true,
  responses: {
    200: Type.Object({
      success: Type.Boolean(),
      message: Type.String(),
      archivedCount: Count,
      scan: ScanReport,
    }),
  },
  errors: [...needsPermission, 'INVALID_ID', ...readsBody, 'SCAN_NOT_FOUND', 'NOTHING_TO_CONFIRM'],
  idNouns,
} as const satisfies Operation;

export const listQuarantine = {
  operationId: 'listQuarantine',
  method: 'GET',
  path: '/admin/quarantine',
  summary: 'files with problems',
  tags: ['scans'],
  permission: 'books.manage',
  query: PageQuery,
  responses: { 200: Type.Object({ files: Type.Array(QuarantineItem), ...page }) },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const refreshMetadata = {
  operationId: 'refreshMetadata',
  method: 'POST',
  path: '/admin/books/:id/refresh-metadata',
  summary: 'read metadata again',
  tags: ['scans'],
  permission: 'books.manage',
  params: IdParams,
  responses: {
    200: Type.Object({
      success: Type.Boolean(),
      message: Type.String(),
      book_id: Id,
      book: Book,
      warnings: Texts,
    }),
  },
  errors: [...needsBook, ...needsNoBody, 'BOOK_FILE_NOT_FOUND'],
  idNouns: bookNoun,
} as const satisfies Operation;
