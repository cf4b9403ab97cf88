import { Type, type Static } from 'typebox';
import { Id, IdParams, Message, NullableTime, Time } from '../common.ts';
import { needsNoBody, needsToken, readsBody } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Body } from '../schemas.ts';

const appPassword = {
  id: Id,
  name: Type.String({ description: 'what the user calls the device' }),
  created_at: Time,
  last_used_at: NullableTime,
};

/** The password of one device. Its text is never told again. */
export const AppPassword = Type.Object(appPassword, { title: 'AppPassword' });
export type AppPassword = Static<typeof AppPassword>;

/** An app password just made: the only answer that holds its text. */
export const NewAppPassword = Type.Object(
  {
    ...appPassword,
    password: Type.String({
      description:
        'five groups of four letters and digits; dashes and case make no difference, but to KOReader’s sync',
    }),
  },
  { title: 'NewAppPassword' },
);
export type NewAppPassword = Static<typeof NewAppPassword>;

export const listAppPasswords = {
  operationId: 'listAppPasswords',
  method: 'GET',
  path: '/profile/app-passwords',
  summary: 'own app passwords',
  tags: ['app-passwords'],
  permission: 'token',
  responses: { 200: Type.Object({ appPasswords: Type.Array(AppPassword) }) },
  errors: needsToken,
} as const satisfies Operation;

export const createAppPassword = {
  operationId: 'createAppPassword',
  method: 'POST',
  path: '/profile/app-passwords',
  summary: 'make a password for a device',
  description:
    'Good under `/opds`, with HTTP Basic or as a Bearer token, and for KOReader’s sync; nowhere else. It lasts until it is revoked or its account ends.',
  tags: ['app-passwords'],
  permission: 'token',
  body: Body({ name: Type.String({ description: '1–100 characters' }) }),
  bodyRequired: true,
  responses: { 201: NewAppPassword },
  errors: [...needsToken, ...readsBody, 'TOO_MANY_APP_PASSWORDS'],
  fieldTexts: { name: 'Invalid name' },
} as const satisfies Operation;

export const revokeAppPassword = {
  operationId: 'revokeAppPassword',
  method: 'DELETE',
  path: '/profile/app-passwords/:id',
  summary: 'end an app password',
  tags: ['app-passwords'],
  permission: 'token',
  params: IdParams,
  responses: { 200: Message },
  errors: [...needsToken, 'INVALID_ID', ...needsNoBody, 'APP_PASSWORD_NOT_FOUND'],
  idNouns: { id: 'app password ID' },
} as const satisfies Operation;
