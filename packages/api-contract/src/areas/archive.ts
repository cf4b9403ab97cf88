import { Type, type Static } from 'typebox';
import { Book, bookNoun, Books } from './book.ts';
import { Count, Id, IdParams, PageQuery } from '../common.ts';
import { needsBook, needsNoBody, needsPermission, readsBody, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { ScanWarning } from './scans.ts';
import { Body, Maybe } from '../schemas.ts';

export const ArchiveStats = Type.Object(
  {
    totalBooks: Count,
    activeBooks: Count,
    archivedBooks: Count,
    totalArchived: Count,
    archivedDueToMissingFiles: Count,
    archivedThisWeek: Count,
    archivedThisMonth: Count,
    reasonBreakdown: Type.Object({ 'File not found': Count, 'Manual archive': Count }),
  },
  { title: 'ArchiveStats' },
);
export type ArchiveStats = Static<typeof ArchiveStats>;

export const ArchiveValidation = Type.Object(
  {
    message: Type.String(),
    scanId: Id,
    result: Type.Object({
      archivedCount: Count,
      unarchivedCount: Count,
      archivedBooks: Type.Array(Book),
      errors: Type.Array(Type.Object({ bookId: Id, error: Type.String() })),
      pendingCount: Type.Integer({ minimum: 0, description: 'held back until the scan is confirmed' }),
    }),
    warnings: Type.Array(ScanWarning),
  },
  { title: 'ArchiveValidation' },
);
export type ArchiveValidation = Static<typeof ArchiveValidation>;

export const listArchivedBooks = {
  operationId: 'listArchivedBooks',
  method: 'GET',
  path: '/books/archive',
  summary: 'archived books',
  tags: ['archive'],
  permission: 'books.read',
  query: PageQuery,
  responses: { 200: Books },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const getArchiveStats = {
  operationId: 'getArchiveStats',
  method: 'GET',
  path: '/books/archive/stats',
  summary: 'archive statistics',
  tags: ['archive'],
  permission: 'books.read',
  responses: { 200: Type.Object({ stats: ArchiveStats }) },
  errors: needsPermission,
} as const satisfies Operation;

export const validateArchive = {
  operationId: 'validateArchive',
  method: 'POST',
  path: '/books/archive/validate',
  summary: 'check all files now',
  tags: ['archive'],
  permission: 'books.manage',
  responses: { 200: ArchiveValidation },
  errors: [...needsPermission, ...needsNoBody, 'NO_LIBRARY'],
} as const satisfies Operation;

export const archiveBook = {
  operationId: 'archiveBook',
  method: 'POST',
  path: '/books/:id/archive',
  summary: 'archive a book',
  tags: ['archive'],
  permission: 'books.write',
  params: IdParams,
  body: Body({ reason: Maybe(Type.String({ maxLength: 1000 })) }),
  responses: { 200: Type.Object({ message: Type.String(), bookId: Id, reason: Type.String() }) },
  errors: [...needsBook, ...readsBody],
  idNouns: bookNoun,
} as const satisfies Operation;

export const unarchiveBook = {
  operationId: 'unarchiveBook',
  method: 'DELETE',
  path: '/books/:id/archive',
  summary: 'bring a book back',
  tags: ['archive'],
  permission: 'books.write',
  params: IdParams,
  responses: { 200: Type.Object({ message: Type.String(), bookId: Id }) },
  errors: [...needsBook, ...needsNoBody],
  idNouns: bookNoun,
} as const satisfies Operation;
