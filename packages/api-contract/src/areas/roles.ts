import { Type, type Static } from 'typebox';
import { Count, Id, IdParams, Message, NullableText, Texts, Time } from '../common.ts';
import { needsAdmin, needsNoBody, readsBody } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { permissions } from '../permissions.ts';
import { Body, Maybe } from '../schemas.ts';

export const Role = Type.Object(
  {
    id: Id,
    name: Type.String(),
    description: NullableText,
    created_at: Time,
    permissions: Type.Array(Type.Enum(permissions, { type: 'string' }), {
      description: 'as granted, not expanded, by name',
    }),
    userCount: Count,
  },
  { title: 'Role' },
);
export type Role = Static<typeof Role>;

export const Permission = Type.Object(
  {
    id: Id,
    name: Type.Enum(permissions, { type: 'string' }),
    resource_type: Type.String(),
    description: NullableText,
    created_at: Time,
  },
  { title: 'Permission' },
);
export type Permission = Static<typeof Permission>;

const OneRole = Type.Object({ role: Role });
const RoleName = Type.String({ maxLength: 50 });
const details = { description: Maybe(Type.String()), permissions: Maybe(Texts) };
const idNouns = { id: 'role ID' } as const;

export const listRoles = {
  operationId: 'listRoles',
  method: 'GET',
  path: '/admin/roles',
  summary: 'roles',
  tags: ['admin'],
  permission: 'admin',
  responses: { 200: Type.Object({ roles: Type.Array(Role) }) },
  errors: needsAdmin,
} as const satisfies Operation;

export const createRole = {
  operationId: 'createRole',
  method: 'POST',
  path: '/admin/roles',
  summary: 'create a role',
  tags: ['admin'],
  permission: 'admin',
  body: Body({ name: Type.String({ description: '1–50 characters' }), ...details }),
  bodyRequired: true,
  responses: { 201: OneRole },
  errors: [...needsAdmin, ...readsBody, 'UNKNOWN_PERMISSION', 'ROLE_EXISTS'],
  fieldTexts: { name: 'Role name is required' },
} as const satisfies Operation;

export const updateRole = {
  operationId: 'updateRole',
  method: 'PUT',
  path: '/admin/roles/:id',
  summary: 'change a role',
  tags: ['admin'],
  permission: 'admin',
  params: IdParams,
  body: Body({ name: Maybe(RoleName), ...details }),
  responses: { 200: OneRole },
  errors: [
    ...needsAdmin,
    'INVALID_ID',
    ...readsBody,
    'UNKNOWN_PERMISSION',
    'ROLE_NOT_FOUND',
    'ROLE_EXISTS',
    'BUILT_IN',
    'LAST_ADMIN',
  ],
  idNouns,
} as const satisfies Operation;

export const deleteRole = {
  operationId: 'deleteRole',
  method: 'DELETE',
  path: '/admin/roles/:id',
  summary: 'delete a role',
  tags: ['admin'],
  permission: 'admin',
  params: IdParams,
  responses: { 200: Message },
  errors: [
    ...needsAdmin,
    'INVALID_ID',
    ...needsNoBody,
    'ROLE_NOT_FOUND',
    'BUILT_IN',
    'ROLE_IN_USE',
    'LAST_ADMIN',
  ],
  idNouns,
} as const satisfies Operation;

export const listPermissions = {
  operationId: 'listPermissions',
  method: 'GET',
  path: '/admin/permissions',
  summary: 'the 18 permissions',
  tags: ['admin'],
  permission: 'admin',
  responses: { 200: Type.Object({ permissions: Type.Array(Permission) }) },
  errors: needsAdmin,
} as const satisfies Operation;
