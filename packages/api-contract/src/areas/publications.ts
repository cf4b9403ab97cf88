import { Type } from 'typebox';
import { bookNoun } from './book.ts';
import { Id, IdParams } from '../common.ts';
import { needsBook } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Bytes } from '../schemas.ts';

const needsPublication = [...needsBook, 'BOOK_FILE_NOT_FOUND', 'PUBLICATION_NOT_AVAILABLE'] as const;

export const getManifest = {
  operationId: 'getManifest',
  method: 'GET',
  path: '/books/:id/manifest',
  appPath: '/opds/books/:id/manifest',
  summary: 'Readium web publication manifest',
  description:
    'Of an EPUB, a PDF or a comic: metadata, reading order, resources, table of contents, and links to positions and progression.',
  tags: ['publications'],
  permission: 'books.read',
  params: IdParams,
  responses: { 200: Bytes },
  errors: needsPublication,
  produces: ['application/webpub+json', 'application/divina+json'],
  idNouns: bookNoun,
} as const satisfies Operation;

export const getPositions = {
  operationId: 'getPositions',
  method: 'GET',
  path: '/books/:id/positions',
  appPath: '/opds/books/:id/positions',
  summary: 'Readium position list',
  description:
    'Locators: one for every 1,024 bytes of each resource of an EPUB as it lies in the archive, for each page of fixed size, a PDF or a comic.',
  tags: ['publications'],
  permission: 'books.read',
  params: IdParams,
  responses: { 200: Bytes },
  errors: needsPublication,
  produces: ['application/vnd.readium.position-list+json'],
  idNouns: bookNoun,
} as const satisfies Operation;

export const getResource = {
  operationId: 'getResource',
  method: 'GET',
  path: '/books/:id/resources/:path*',
  appPath: '/opds/books/:id/resources/:path*',
  summary: 'one file of an EPUB or comic',
  description:
    'Any file of the container of an EPUB, and the pages of a comic, by their path in the archive and in the type they are declared with. One `Range` gives a part of it. Scripts, forms and what lies on other servers are switched off by `Content-Security-Policy`.',
  tags: ['publications'],
  permission: 'books.read',
  params: Type.Object({ id: Id, path: Type.String({ description: 'path in the archive' }) }),
  responses: { 200: Bytes, 206: Bytes },
  errors: [...needsPublication, 'NOT_FOUND', 'RESOURCE_NOT_FOUND', 'RANGE_NOT_SATISFIABLE'],
  produces: [
    'application/xhtml+xml',
    'text/css',
    'image/jpeg',
    'image/png',
    'image/gif',
    'image/webp',
    'image/svg+xml',
    '*/*',
  ],
  idNouns: bookNoun,
} as const satisfies Operation;
