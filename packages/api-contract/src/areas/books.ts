import { Type, type Static } from 'typebox';
import { Book, bookNoun } from './book.ts';
import { CommaList, Id, IdParams, page, paging, Texts } from '../common.ts';
import { needsBook, needsPermission, readsBody, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Body, Maybe } from '../schemas.ts';
import { Tag } from './tags.ts';

export const UserPreferences = Type.Object(
  {
    canAccessNSFW: Type.Boolean(),
    canAccessRestricted: Type.Boolean(),
    accessibleGenres: Texts,
    allowedTags: Texts,
    deniedTags: Texts,
  },
  { title: 'UserPreferences' },
);
export type UserPreferences = Static<typeof UserPreferences>;

/** Orders of `GET /books`; `-` in front reverses. */
export const bookSorts = [
  'id',
  '-id',
  'name',
  '-name',
  'created_at',
  '-created_at',
  'author',
  '-author',
  'series',
  '-series',
  'last_read_at',
  '-last_read_at',
] as const;

export const BookQuery = Type.Object({
  ...paging,
  includeGenres: Type.Optional(CommaList),
  includeTags: Type.Optional(CommaList),
  excludeGenres: Type.Optional(CommaList),
  excludeTags: Type.Optional(CommaList),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'every word must start a word of the book' })),
  sort: Type.Optional(Type.Enum(bookSorts, { type: 'string' })),
  status: Type.Optional(Type.Enum(['active', 'archived', 'all'], { type: 'string' })),
  format: Type.Optional(CommaList),
  author: Type.Optional(Id),
  series: Type.Optional(Id),
});
export type BookQuery = Static<typeof BookQuery>;

export const BookWithTags = Type.Object({ book: Book, tags: Type.Array(Tag) }, { title: 'BookWithTags' });
export type BookWithTags = Static<typeof BookWithTags>;

const datePattern = '^(\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?)?$';

/** A value becomes a user edit; null drops the edit; empty text empties an optional text on purpose. */
export const BookEdit = Body({
  name: Maybe(Type.String({ minLength: 1, maxLength: 500 })),
  author: Maybe(Type.String({ minLength: 1, maxLength: 300, description: 'name; made if new' })),
  description: Maybe(Type.String({ maxLength: 20_000 })),
  publisher: Maybe(Type.String({ maxLength: 300 })),
  publication_date: Maybe(
    Type.String({ pattern: datePattern, description: 'a year, month or day that the calendar has' }),
  ),
  isbn: Maybe(Type.String({ description: 'with a valid check digit; separators allowed' })),
  language: Maybe(Type.String({ description: 'BCP 47' })),
  series: Maybe(Type.String({ maxLength: 300, description: 'name; made if new' })),
  series_number: Maybe(Type.Number({ minimum: 0 })),
  page_count: Maybe(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
});
export type BookEdit = Static<typeof BookEdit>;

export const listBooks = {
  operationId: 'listBooks',
  method: 'GET',
  path: '/books',
  summary: 'list, filter, search books',
  tags: ['books'],
  permission: 'books.read',
  query: BookQuery,
  responses: {
    200: Type.Object({ books: Type.Array(Book), userPreferences: UserPreferences, ...page }),
  },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const getBook = {
  operationId: 'getBook',
  method: 'GET',
  path: '/books/:id',
  summary: 'one book',
  tags: ['books'],
  permission: 'books.read',
  params: IdParams,
  responses: { 200: BookWithTags },
  errors: needsBook,
  idNouns: bookNoun,
} as const satisfies Operation;

export const updateBook = {
  operationId: 'updateBook',
  method: 'PUT',
  path: '/books/:id',
  summary: 'edit metadata',
  description:
    'A value sent is kept over every other source; null drops the edit; empty text empties an optional text.',
  tags: ['books'],
  permission: 'books.write',
  params: IdParams,
  body: BookEdit,
  responses: { 200: BookWithTags },
  errors: [...needsBook, ...readsBody],
  idNouns: bookNoun,
} as const satisfies Operation;
