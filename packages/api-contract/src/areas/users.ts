import { Type, type Static } from 'typebox';
import { Count, Id, IdParams, Message, NullableText, NullableTime, Texts, Time } from '../common.ts';
import { needsAdmin, needsNoBody, needsSelf, needsToken, readsBody, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { permissions } from '../permissions.ts';
import { Body, Maybe } from '../schemas.ts';

export const User = Type.Object(
  {
    id: Id,
    username: Type.String(),
    email: Type.String(),
    displayName: Type.String({ description: 'never empty' }),
    display_name: Type.String(),
    is_active: Type.Boolean(),
    created_at: Time,
    updated_at: Time,
    created: Time,
    lastLogin: NullableTime,
    roles: Type.Array(Type.String(), { description: 'role names by role id' }),
    permissions: Type.Array(Type.Enum(permissions, { type: 'string' }), {
      description: 'globally held permissions after implication, in id order',
    }),
  },
  { title: 'User' },
);
export type User = Static<typeof User>;

export const AdminUser = Type.Object(
  { ...User.properties, is_admin: Type.Boolean({ description: 'holds `admin.full`' }) },
  { title: 'AdminUser' },
);
export type AdminUser = Static<typeof AdminUser>;

export const Session = Type.Object(
  {
    id: Type.String({ description: 'public id; never the token' }),
    user_id: Id,
    created_at: NullableTime,
    last_used_at: NullableTime,
    expires_at: Time,
    user_agent: NullableText,
    current: Type.Boolean({ description: 'the session of this request' }),
  },
  { title: 'Session' },
);
export type Session = Static<typeof Session>;

const OneUser = Type.Object({ user: AdminUser });

const idNouns = { id: 'user ID' } as const;

const accountTexts = {
  email: 'Invalid email address',
  username: 'Invalid username',
  display_name: 'Invalid display name',
  displayName: 'Invalid display name',
} as const;

export const listUsers = {
  operationId: 'listUsers',
  method: 'GET',
  path: '/admin/users',
  summary: 'users',
  tags: ['users'],
  permission: 'user-management',
  query: Type.Object({
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
  responses: {
    200: Type.Object({
      users: Type.Array(AdminUser),
      pagination: Type.Object({ page: Count, limit: Count, total: Count, pages: Count }),
    }),
  },
  errors: [...needsToken, 'USER_MANAGEMENT_REQUIRED', ...readsList],
} as const satisfies Operation;

export const getUser = {
  operationId: 'getUser',
  method: 'GET',
  path: '/admin/users/:id',
  summary: 'one user',
  tags: ['users'],
  permission: 'self',
  params: IdParams,
  responses: { 200: OneUser },
  errors: needsSelf,
  idNouns,
} as const satisfies Operation;

export const createUser = {
  operationId: 'createUser',
  method: 'POST',
  path: '/admin/users',
  summary: 'create a user',
  tags: ['users'],
  permission: 'admin',
  body: Body({
    username: Type.String(),
    email: Type.String(),
    password: Type.String({ description: '8–72 bytes in UTF-8' }),
    display_name: Maybe(Type.String()),
    displayName: Maybe(Type.String()),
    roles: Maybe(Texts),
  }),
  bodyRequired: true,
  responses: { 201: OneUser },
  errors: [...needsAdmin, ...readsBody, 'UNKNOWN_ROLE', 'EMAIL_TAKEN', 'USERNAME_TAKEN'],
  validationText: 'username, email, and password are required',
  fieldTexts: {
    display_name: accountTexts.display_name,
    displayName: accountTexts.displayName,
    roles: 'Invalid request',
  },
} as const satisfies Operation;

export const updateUser = {
  operationId: 'updateUser',
  method: 'PUT',
  path: '/admin/users/:id',
  summary: 'change a user',
  tags: ['users'],
  permission: 'self',
  params: IdParams,
  body: Body({
    username: Maybe(Type.String()),
    email: Maybe(Type.String()),
    display_name: Maybe(Type.String()),
    displayName: Maybe(Type.String()),
    is_active: Maybe(Type.Boolean({ description: 'administrators, on others only' })),
    roles: Maybe(Type.Array(Type.String(), { description: 'replaces all; administrators, on others only' })),
  }),
  responses: { 200: OneUser },
  errors: [
    ...needsSelf,
    ...readsBody,
    'SELF_MODIFICATION',
    'UNKNOWN_ROLE',
    'EMAIL_TAKEN',
    'USERNAME_TAKEN',
    'LAST_ADMIN',
  ],
  fieldTexts: accountTexts,
  idNouns,
} as const satisfies Operation;

export const deleteUser = {
  operationId: 'deleteUser',
  method: 'DELETE',
  path: '/admin/users/:id',
  summary: 'deactivate a user',
  tags: ['users'],
  permission: 'admin',
  params: IdParams,
  responses: { 200: Message },
  errors: [...needsAdmin, 'INVALID_ID', ...needsNoBody, 'SELF_DELETE', 'USER_NOT_FOUND', 'LAST_ADMIN'],
  idNouns,
} as const satisfies Operation;

export const setUserPassword = {
  operationId: 'setUserPassword',
  method: 'POST',
  path: '/admin/users/:id/password',
  summary: 'set a password',
  tags: ['users'],
  permission: 'admin',
  params: IdParams,
  body: Body({
    password: Maybe(Type.String({ description: 'one of the two keys is required' })),
    newPassword: Maybe(Type.String()),
  }),
  bodyRequired: true,
  responses: { 200: Message },
  errors: [...needsAdmin, 'INVALID_ID', ...readsBody, 'USER_NOT_FOUND', 'SELF_MODIFICATION'],
  validationText: 'Password must be 8 to 72 bytes long',
  idNouns,
} as const satisfies Operation;

export const listUserSessions = {
  operationId: 'listUserSessions',
  method: 'GET',
  path: '/admin/users/:id/sessions',
  summary: 'sign-ins of a user',
  tags: ['users'],
  permission: 'self',
  params: IdParams,
  responses: { 200: Type.Object({ sessions: Type.Array(Session) }) },
  errors: needsSelf,
  idNouns,
} as const satisfies Operation;

export const revokeUserSession = {
  operationId: 'revokeUserSession',
  method: 'DELETE',
  path: '/admin/users/:id/sessions/:sessionId',
  summary: 'revoke one sign-in',
  tags: ['users'],
  permission: 'self',
  params: Type.Object({ id: Id, sessionId: Type.String() }),
  // After a success whose answer got lost the session is not there, and may be the caller's own.
  isRepeatable: false,
  responses: { 200: Message },
  errors: [...needsSelf, ...needsNoBody, 'SESSION_NOT_FOUND'],
  idNouns,
} as const satisfies Operation;
