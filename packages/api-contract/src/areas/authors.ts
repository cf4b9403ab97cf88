import { Type, type Static } from 'typebox';
import { Book } from './book.ts';
import { Count, Id, IdParams, NullableText, NullableTime, page, PageQuery, Texts } from '../common.ts';
import { needsPermission, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';

export const Author = Type.Object(
  {
    id: Id,
    name: Type.String(),
    biography: NullableText,
    birth_date: NullableText,
    death_date: NullableText,
    nationality: NullableText,
    image_url: NullableText,
    wikipedia_url: NullableText,
    goodreads_url: NullableText,
    website: NullableText,
    aliases: Texts,
    genres: Texts,
    created_at: NullableTime,
    updated_at: NullableTime,
    bookCount: Type.Integer({ minimum: 0, description: 'active books visible to the caller' }),
  },
  { title: 'Author' },
);
export type Author = Static<typeof Author>;

/** An author, flat and once more under `author`, with a page of books. */
export const AuthorDetail = Type.Object(
  {
    ...Author.properties,
    author: Author,
    books: Type.Array(Book),
    totalBooks: Count,
    nextCursor: NullableText,
  },
  { title: 'AuthorDetail' },
);
export type AuthorDetail = Static<typeof AuthorDetail>;

export const listAuthors = {
  operationId: 'listAuthors',
  method: 'GET',
  path: '/books/authors',
  summary: 'authors',
  tags: ['authors'],
  permission: 'books.read',
  query: PageQuery,
  responses: { 200: Type.Object({ authors: Type.Array(Author), ...page }) },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const getAuthor = {
  operationId: 'getAuthor',
  method: 'GET',
  path: '/books/authors/:id',
  summary: 'one author with books',
  tags: ['authors'],
  permission: 'books.read',
  params: IdParams,
  query: PageQuery,
  responses: { 200: AuthorDetail },
  errors: [...needsPermission, 'INVALID_ID', ...readsList, 'AUTHOR_NOT_FOUND'],
  idNouns: { id: 'author ID' },
} as const satisfies Operation;
