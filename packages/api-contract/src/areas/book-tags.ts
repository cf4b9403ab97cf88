import { Type, type Static } from 'typebox';
import { bookNoun, Books } from './book.ts';
import { Id, IdParams, PageQuery } from '../common.ts';
import { needsBook, needsNoBody, needsPermission, readsBody, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Body, Maybe } from '../schemas.ts';
import { Tag } from './tags.ts';

/** The book's tags after a change. */
export const TagChange = Type.Object(
  { message: Type.String(), tags: Type.Array(Tag) },
  { title: 'TagChange' },
);
export type TagChange = Static<typeof TagChange>;

export const listBooksByTag = {
  operationId: 'listBooksByTag',
  method: 'GET',
  path: '/books/by-tag/:tagName',
  summary: 'books with a tag',
  tags: ['tags'],
  permission: 'books.read',
  params: Type.Object({ tagName: Type.String() }),
  query: PageQuery,
  responses: { 200: Books },
  errors: [...needsPermission, ...readsList],
} as const satisfies Operation;

export const addBookTag = {
  operationId: 'addBookTag',
  method: 'POST',
  path: '/books/:id/tags',
  summary: 'put a tag on a book',
  tags: ['tags'],
  permission: 'books.write',
  params: IdParams,
  body: Body({
    tagName: Maybe(Type.String({ description: 'one of the two keys is required' })),
    tag_name: Maybe(Type.String()),
  }),
  bodyRequired: true,
  responses: { 200: TagChange },
  errors: [...needsBook, ...readsBody, 'TAG_NOT_FOUND', 'TAG_ALREADY_APPLIED'],
  validationText: 'tagName is required',
  idNouns: bookNoun,
} as const satisfies Operation;

export const removeBookTag = {
  operationId: 'removeBookTag',
  method: 'DELETE',
  path: '/books/:id/tags/:tagName',
  summary: 'take a tag off',
  tags: ['tags'],
  permission: 'books.write',
  params: Type.Object({ id: Id, tagName: Type.String() }),
  responses: { 200: TagChange },
  errors: [...needsBook, ...needsNoBody, 'TAG_NOT_FOUND'],
  idNouns: bookNoun,
} as const satisfies Operation;
