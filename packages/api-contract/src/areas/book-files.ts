import { Type, type Static } from 'typebox';
import { bookNoun } from './book.ts';
import { BookId, Count, Id, IdParams } from '../common.ts';
import { needsBook } from '../failure-sets.ts';
import { mediaTypes } from '../file-formats.ts';
import type { Operation } from '../operation.ts';
import { Bytes } from '../schemas.ts';

/** Widths in pixels that covers and pages can be had in. */
export const imageWidths = [160, 320, 640, 1280] as const;

const Width = Type.Optional(
  Type.Enum(imageWidths, { type: 'integer', description: 'pixels; never scaled up' }),
);

const imageTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const;

/** One page of a comic. */
export const Page = Type.Object(
  {
    number: Type.Integer({ minimum: 1 }),
    name: Type.String(),
    media_type: Type.String(),
    size: Count,
    url: Type.String({ description: 'relative to the server URL' }),
  },
  { title: 'Page' },
);
export type Page = Static<typeof Page>;

export const streamBook = {
  operationId: 'streamBook',
  method: 'GET',
  path: '/books/:id/stream',
  summary: 'the book file',
  description: 'One `Range` gives a part of it.',
  tags: ['books'],
  permission: 'books.read',
  params: IdParams,
  query: Type.Object({
    download: Type.Optional(Type.Boolean({ description: 'as an attachment' })),
  }),
  responses: { 200: Bytes, 206: Bytes },
  errors: [...needsBook, 'VALIDATION_ERROR', 'BOOK_FILE_NOT_FOUND', 'RANGE_NOT_SATISFIABLE'],
  produces: [...Object.values(mediaTypes), 'application/octet-stream'],
  idNouns: bookNoun,
} as const satisfies Operation;

export const listPages = {
  operationId: 'listPages',
  method: 'GET',
  path: '/books/:id/pages',
  appPath: '/opds/books/:id/pages',
  summary: 'pages of a comic',
  tags: ['books'],
  permission: 'books.read',
  params: IdParams,
  responses: { 200: Type.Object({ book: BookId, totalPages: Count, pages: Type.Array(Page) }) },
  errors: [...needsBook, 'PAGES_NOT_AVAILABLE', 'BOOK_FILE_NOT_FOUND'],
  idNouns: bookNoun,
} as const satisfies Operation;

export const getPage = {
  operationId: 'getPage',
  method: 'GET',
  path: '/books/:id/pages/:number',
  summary: 'one page image',
  tags: ['books'],
  permission: 'books.read',
  params: Type.Object({ id: Id, number: Id }),
  query: Type.Object({ width: Width }),
  responses: { 200: Bytes },
  errors: [...needsBook, 'VALIDATION_ERROR', 'PAGES_NOT_AVAILABLE', 'BOOK_FILE_NOT_FOUND', 'PAGE_NOT_FOUND'],
  produces: imageTypes,
  idNouns: { ...bookNoun, number: 'page number' },
} as const satisfies Operation;

export const getCover = {
  operationId: 'getCover',
  method: 'GET',
  path: '/covers/:id',
  summary: 'cover image',
  tags: ['books'],
  permission: 'signature',
  params: IdParams,
  query: Type.Object({
    v: Type.Optional(Type.String({ description: 'hash of the cover' })),
    sig: Type.Optional(Type.String({ description: 'signature over id and `v`' })),
    width: Width,
  }),
  responses: { 200: Bytes },
  errors: [...needsBook, 'VALIDATION_ERROR', 'COVER_NOT_FOUND'],
  produces: imageTypes,
  idNouns: bookNoun,
} as const satisfies Operation;
