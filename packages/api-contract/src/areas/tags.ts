import { Type, type Static } from 'typebox';
import { Id, IdParams, Message, NullableText, Time } from '../common.ts';
import { needsNoBody, needsPermission, readsBody } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { permissions } from '../permissions.ts';
import { Body, Maybe, Nullable } from '../schemas.ts';

/** Categories in use; others may be added. */
export const tagCategories = [
  'content-rating',
  'genre',
  'format',
  'collection',
  'status',
  'language',
] as const;

export const TagRef = Type.Object(
  { id: Id, name: Type.String(), category: Type.String(), color: NullableText },
  { title: 'TagRef' },
);
export type TagRef = Static<typeof TagRef>;

export const Tag = Type.Object(
  {
    ...TagRef.properties,
    description: NullableText,
    requires_permission: Nullable(Type.Enum(permissions, { type: 'string' })),
    created_at: Time,
  },
  { title: 'Tag' },
);
export type Tag = Static<typeof Tag>;

export const Tags = Type.Object({ tags: Type.Array(Tag) }, { title: 'Tags' });
export type Tags = Static<typeof Tags>;

const OneTag = Type.Object({ tag: Tag });

const TagName = Type.String({
  minLength: 1,
  description: '1–100 characters after trimming, no comma or control character, not `.` or `..`',
});
const TagCategory = Type.String({ pattern: '^[a-z0-9-]{1,50}$' });
const details = {
  description: Maybe(Type.String({ maxLength: 500 })),
  color: Maybe(Type.String({ pattern: '^#[0-9A-Fa-f]{6}$' })),
  requires_permission: Maybe(Type.String({ description: 'one of the permission names' })),
};

const idNouns = { id: 'tag ID' } as const;

export const listTags = {
  operationId: 'listTags',
  method: 'GET',
  path: '/tags',
  summary: 'all tags',
  tags: ['tags'],
  permission: 'books.manage',
  responses: { 200: Tags },
  errors: needsPermission,
} as const satisfies Operation;

export const createTag = {
  operationId: 'createTag',
  method: 'POST',
  path: '/tags',
  summary: 'create a tag',
  tags: ['tags'],
  permission: 'books.manage',
  body: Body({ name: TagName, category: TagCategory, ...details }),
  bodyRequired: true,
  responses: { 201: OneTag },
  errors: [...needsPermission, ...readsBody, 'UNKNOWN_PERMISSION', 'TAG_EXISTS'],
} as const satisfies Operation;

export const updateTag = {
  operationId: 'updateTag',
  method: 'PUT',
  path: '/tags/:id',
  summary: 'change a tag',
  description: 'Null clears `description`, `color` and `requires_permission`.',
  tags: ['tags'],
  permission: 'books.manage',
  params: IdParams,
  body: Body({ name: Maybe(TagName), category: Maybe(TagCategory), ...details }),
  responses: { 200: OneTag },
  errors: [
    ...needsPermission,
    'INVALID_ID',
    ...readsBody,
    'UNKNOWN_PERMISSION',
    'TAG_NOT_FOUND',
    'CONTENT_RESTRICTED',
    'TAG_EXISTS',
    'BUILT_IN',
  ],
  idNouns,
} as const satisfies Operation;

export const deleteTag = {
  operationId: 'deleteTag',
  method: 'DELETE',
  path: '/tags/:id',
  summary: 'delete a tag',
  tags: ['tags'],
  permission: 'books.manage',
  params: IdParams,
  responses: { 200: Message },
  errors: [
    ...needsPermission,
    'INVALID_ID',
    ...needsNoBody,
    'TAG_NOT_FOUND',
    'CONTENT_RESTRICTED',
    'BUILT_IN',
  ],
  idNouns,
} as const satisfies Operation;

export const listTagsByCategory = {
  operationId: 'listTagsByCategory',
  method: 'GET',
  path: '/tags/categories/:category',
  summary: 'tags of a category',
  tags: ['tags'],
  permission: 'books.read',
  params: Type.Object({ category: Type.String() }),
  responses: { 200: Tags },
  errors: needsPermission,
} as const satisfies Operation;
