import { Type, type Static } from 'typebox';
import { Message, Time } from '../common.ts';
import { needsToken, readsBody } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Body, Maybe } from '../schemas.ts';
import { User } from './users.ts';

export const authFlows = ['signup', 'invitation'] as const;
export const AuthFlow = Type.Enum(authFlows, { type: 'string' });
export type AuthFlow = Static<typeof AuthFlow>;

export const AuthSettings = Type.Object({ auth_flow: AuthFlow }, { title: 'AuthSettings' });
export type AuthSettings = Static<typeof AuthSettings>;

const token = {
  token: Type.String({ description: 'JWT; sent as `Authorization: Bearer …`' }),
  user: User,
  expiresAt: Time,
  expires_at: Time,
};

/** A fresh sign-in. Answers that hold a token are never cached. */
export const SignIn = Type.Object(token, { title: 'SignIn' });
export type SignIn = Static<typeof SignIn>;

export const PasswordChange = Type.Object({ message: Type.String(), ...token }, { title: 'PasswordChange' });
export type PasswordChange = Static<typeof PasswordChange>;

/** The own account, bare and once more under `profile`. */
export const UpdatedProfile = Type.Object({ ...User.properties, profile: User }, { title: 'UpdatedProfile' });
export type UpdatedProfile = Static<typeof UpdatedProfile>;

export const login = {
  operationId: 'login',
  method: 'POST',
  path: '/auth/login',
  summary: 'sign in',
  tags: ['auth'],
  permission: null,
  body: Body({ email: Type.String(), password: Type.String() }),
  bodyRequired: true,
  responses: { 200: SignIn },
  errors: [...readsBody, 'INVALID_CREDENTIALS', 'RATE_LIMITED'],
  validationText: 'Invalid login data',
} as const satisfies Operation;

export const register = {
  operationId: 'register',
  method: 'POST',
  path: '/auth/register',
  summary: 'create an account',
  tags: ['auth'],
  permission: null,
  body: Body({
    email: Type.String({ description: '3–254 characters with exactly one `@`' }),
    password: Type.String({ description: '8–72 bytes in UTF-8' }),
    displayName: Maybe(Type.String({ description: 'one of the two keys is required; blank: the user name' })),
    display_name: Maybe(Type.String({ description: 'wins over `displayName`' })),
    username: Maybe(Type.String({ description: 'blank or absent: made from the e-mail address' })),
    invitation_token: Maybe(Type.String()),
  }),
  bodyRequired: true,
  responses: { 201: User },
  errors: [
    ...readsBody,
    'INVITATION_REQUIRED',
    'INVALID_INVITATION',
    'EMAIL_TAKEN',
    'USERNAME_TAKEN',
    'RATE_LIMITED',
  ],
  validationText: 'Invalid registration data',
} as const satisfies Operation;

export const logout = {
  operationId: 'logout',
  method: 'POST',
  path: '/auth/logout',
  summary: 'sign out',
  tags: ['auth'],
  permission: null,
  responses: { 200: Message },
  errors: [],
} as const satisfies Operation;

export const getAuthSettings = {
  operationId: 'getAuthSettings',
  method: 'GET',
  path: '/auth/settings',
  summary: 'sign-up mode',
  tags: ['auth'],
  permission: null,
  responses: { 200: AuthSettings },
  errors: [],
} as const satisfies Operation;

export const getProfile = {
  operationId: 'getProfile',
  method: 'GET',
  path: '/profile',
  summary: 'own account',
  tags: ['account'],
  permission: 'token',
  responses: { 200: User },
  errors: needsToken,
} as const satisfies Operation;

export const updateProfile = {
  operationId: 'updateProfile',
  method: 'PUT',
  path: '/profile',
  summary: 'change own account',
  tags: ['account'],
  permission: 'token',
  body: Body({
    username: Maybe(Type.String()),
    email: Maybe(Type.String()),
    display_name: Maybe(Type.String()),
    displayName: Maybe(Type.String()),
  }),
  responses: { 200: UpdatedProfile },
  errors: [...needsToken, ...readsBody, 'EMAIL_TAKEN', 'USERNAME_TAKEN'],
  fieldTexts: {
    username: 'Invalid username',
    email: 'Invalid email address',
    display_name: 'Invalid display name',
    displayName: 'Invalid display name',
  },
} as const satisfies Operation;

export const changePassword = {
  operationId: 'changePassword',
  method: 'PUT',
  path: '/profile/password',
  summary: 'change own password',
  tags: ['account'],
  permission: 'token',
  body: Body({ currentPassword: Type.String(), newPassword: Type.String() }),
  bodyRequired: true,
  // It revokes the token it is sent with, so a repetition could only fail, and hide that the password has changed.
  isRepeatable: false,
  responses: { 200: PasswordChange },
  errors: [...needsToken, ...readsBody, 'INVALID_CURRENT_PASSWORD', 'RATE_LIMITED'],
} as const satisfies Operation;

export const getCurrentUser = {
  operationId: 'getCurrentUser',
  method: 'GET',
  path: '/users/me',
  summary: 'same as `/profile`',
  tags: ['account'],
  permission: 'token',
  responses: { 200: User },
  errors: needsToken,
} as const satisfies Operation;
