import { Type, type Static } from 'typebox';
import { bookNoun } from './book.ts';
import { BookId, Count, Id, IdParams } from '../common.ts';
import { needsBook } from '../failure-sets.ts';
import { mediaTypes } from '../file-formats.ts';
import type { Operation } from '../operation.ts';
import { Bytes, Nullable } from '../schemas.ts';

/** Widths in pixels that covers can be had in. */
export const imageWidths = [160, 320, 640, 1280] as const;

/** Widths in pixels that pages are made in: any other asked for is rounded up to one of these, or down to the last. */
export const pageWidths = [160, 320, 640, 960, 1280, 1600, 1920, 2560] as const;
export type PageWidth = (typeof pageWidths)[number];

/** Formats that pages can be asked for by name. */
export const pageImageFormats = ['jpeg', 'webp', 'png'] as const;
export type PageImageFormat = (typeof pageImageFormats)[number];

const Width = Type.Optional(
  Type.Enum(imageWidths, { type: 'integer', description: 'pixels; never scaled up' }),
);

const imageTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const;

const PageQuery = Type.Object({
  width: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: `pixels: rounded up to one of ${pageWidths.join(', ')}; comics are never scaled up`,
    }),
  ),
  format: Type.Optional(Type.Enum(pageImageFormats, { type: 'string', description: 'before `Accept`' })),
  v: Type.Optional(
    Type.String({
      description: 'stamp of the file’s content, as in `url`: an answer of that content may be kept for ever',
    }),
  ),
  progress: Type.Optional(
    Type.Boolean({
      description: 'whether the page counts as read up to; only then the request changes anything',
    }),
  ),
});

/** One page of a comic or a PDF. */
export const Page = Type.Object(
  {
    number: Type.Integer({ minimum: 1 }),
    name: Type.String(),
    media_type: Type.String({ description: 'of the page when it is asked for without a format' }),
    size: Nullable(Count),
    url: Type.String({ description: 'relative to the server URL' }),
  },
  { title: 'Page' },
);
export type Page = Static<typeof Page>;

export const streamBook = {
  operationId: 'streamBook',
  method: 'GET',
  path: '/books/:id/stream',
  appPath: '/opds/books/:id/stream',
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
  summary: 'pages of a comic or a PDF',
  description: 'The `size` in bytes is null for a page of a PDF, which is drawn when it is asked for.',
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
  description:
    'A page of a comic is sent as it is unless a width or a format is asked for. A page of a PDF is drawn, 1,600 pixels wide by default.',
  tags: ['books'],
  permission: 'books.read',
  params: Type.Object({ id: Id, number: Id }),
  query: PageQuery,
  responses: { 200: Bytes },
  errors: [...needsBook, 'VALIDATION_ERROR', 'PAGES_NOT_AVAILABLE', 'BOOK_FILE_NOT_FOUND', 'PAGE_NOT_FOUND'],
  produces: imageTypes,
  idNouns: { ...bookNoun, number: 'page number' },
} as const satisfies Operation;

export const opdsPage = {
  operationId: 'opdsPage',
  method: 'GET',
  path: '/opds/books/:id/pages/:index',
  summary: 'one page image, counted from 0',
  description: 'For links of the OPDS page streaming extension; `width` takes its `{maxWidth}`.',
  tags: ['opds'],
  permission: 'books.read',
  params: Type.Object({ id: Id, index: Type.String({ description: '`{pageNumber}`: from 0' }) }),
  query: PageQuery,
  responses: { 200: Bytes },
  errors: [...needsBook, 'VALIDATION_ERROR', 'PAGES_NOT_AVAILABLE', 'BOOK_FILE_NOT_FOUND', 'PAGE_NOT_FOUND'],
  produces: imageTypes,
  idNouns: bookNoun,
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
