import { Type, type Static } from 'typebox';
import { Book } from './book.ts';
import { Count, Id, IdParams, NullableText, page, PageQuery, Time } from '../common.ts';
import { needsPermission, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';

export const Series = Type.Object(
  {
    id: Id,
    name: Type.String(),
    bookCount: Type.Integer({ minimum: 0, description: 'active books visible to the caller' }),
    cover_image_path: NullableText,
    cover_image_url: NullableText,
    created_at: Time,
    updated_at: Time,
  },
  { title: 'Series', description: 'the cover is that of the first visible book' },
);
export type Series = Static<typeof Series>;

export const listSeries = {
  operationId: 'listSeries',
  method: 'GET',
  path: '/series',
  summary: 'series',
  tags: ['series'],
  permission: 'books.read',
  query: PageQuery,
  responses: { 200: Type.Object({ series: Type.Array(Series), ...page }) },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const getSeries = {
  operationId: 'getSeries',
  method: 'GET',
  path: '/series/:id',
  summary: 'one series with books',
  tags: ['series'],
  permission: 'books.read',
  params: IdParams,
  query: PageQuery,
  responses: {
    200: Type.Object({
      series: Series,
      books: Type.Array(Book),
      totalBooks: Count,
      nextCursor: NullableText,
    }),
  },
  errors: [...needsPermission, 'INVALID_ID', ...readsList, 'SERIES_NOT_FOUND'],
  idNouns: { id: 'series ID' },
} as const satisfies Operation;
