import { Type, type Static } from 'typebox';
import { Book } from './book.ts';
import { Count, Id, IdParams, NullableText, PageQuery } from '../common.ts';
import { needsPermission, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';

/** A tag of category `genre`. */
export const Genre = Type.Object(
  {
    id: Id,
    name: Type.String(),
    description: NullableText,
    color: NullableText,
    bookCount: Type.Integer({ minimum: 0, description: 'active books visible to the caller' }),
  },
  { title: 'Genre' },
);
export type Genre = Static<typeof Genre>;

export const listGenres = {
  operationId: 'listGenres',
  method: 'GET',
  path: '/genres',
  summary: 'genres',
  tags: ['genres'],
  permission: 'books.read',
  responses: { 200: Type.Object({ genres: Type.Array(Genre) }) },
  errors: needsPermission,
} as const satisfies Operation;

export const getGenre = {
  operationId: 'getGenre',
  method: 'GET',
  path: '/genres/:id',
  summary: 'one genre with books',
  tags: ['genres'],
  permission: 'books.read',
  params: IdParams,
  query: PageQuery,
  responses: {
    200: Type.Object({
      genre: Genre,
      books: Type.Array(Book),
      totalBooks: Count,
      nextCursor: NullableText,
    }),
  },
  errors: [...needsPermission, 'INVALID_ID', ...readsList, 'GENRE_NOT_FOUND'],
  idNouns: { id: 'genre ID' },
} as const satisfies Operation;
