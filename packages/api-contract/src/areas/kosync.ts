import { Type, type Static } from 'typebox';
import type { Operation } from '../operation.ts';
import { needsNoBody } from '../failure-sets.ts';
import { Body, Maybe } from '../schemas.ts';

/**
 * How KOReader's sync server tells of failures. Codes: 2001 unauthorized, 2002 user name taken, 2003 invalid request, 2004 no
 * document, 2005 no registration.
 */
export const KosyncError = Type.Object(
  { code: Type.Integer(), message: Type.String() },
  { title: 'KosyncError' },
);
export type KosyncError = Static<typeof KosyncError>;

/** What KOReader registers with. */
export const KosyncRegistration = Body({
  username: Type.String(),
  password: Type.String({ description: 'MD5 of the password, 32 hex digits' }),
});
export type KosyncRegistration = Static<typeof KosyncRegistration>;

/** Where a KOReader device is in a document. */
export const KosyncUpdate = Body({
  document: Type.String({
    minLength: 1,
    maxLength: 300,
    description: 'partial MD5 of the file, or of its name',
  }),
  progress: Type.String({ maxLength: 4096, description: 'XPointer, or number of a page' }),
  percentage: Type.Number({ minimum: 0, maximum: 1 }),
  device: Type.String({ minLength: 1, maxLength: 250 }),
  device_id: Maybe(Type.String({ maxLength: 250 })),
});
export type KosyncUpdate = Static<typeof KosyncUpdate>;

/** Where the reader was last; an empty object where that is not known, or not in terms KOReader understands. */
export const KosyncPosition = Type.Unsafe<KosyncPosition | Readonly<Record<string, never>>>({
  type: 'object',
  title: 'KosyncPosition',
  additionalProperties: true,
  description:
    '`document`, `progress`, `percentage` (0–1), `device`, `device_id`, `timestamp` (Unix seconds) and `quality`, or nothing at all',
});
export interface KosyncPosition {
  readonly document: string;
  /** An XPointer, or the number of a page. */
  readonly progress: string;
  /** 0–1. */
  readonly percentage: number;
  readonly device: string;
  readonly device_id?: string | undefined;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly quality: 'exact' | 'derived' | 'approximate';
}

/**
 * KOReader's own protocol (koreader/koreader-sync-server, version 1). Who calls is told by the headers `x-auth-user` and
 * `x-auth-key`, not by a token; 401, 402 and 403 have the bodies KOReader knows.
 */
const protocol = { tags: ['kosync'], permission: null } as const;

const signIn =
  'Needs `x-auth-user` (user name or e-mail) and `x-auth-key` (MD5 of the password or of an app password).';
const unlessOff = ['NOT_FOUND'] as const;

export const createKosyncUser = {
  ...protocol,
  operationId: 'createKosyncUser',
  method: 'POST',
  path: '/kosync/users/create',
  summary: 'register from KOReader',
  description: 'Refused unless the configuration allows it.',
  body: KosyncRegistration,
  bodyRequired: true,
  responses: { 201: Type.Object({ username: Type.String() }), 402: KosyncError, 403: KosyncError },
  errors: [...needsNoBody, ...unlessOff, 'RATE_LIMITED'],
} as const satisfies Operation;

export const authorizeKosyncUser = {
  ...protocol,
  operationId: 'authorizeKosyncUser',
  method: 'GET',
  path: '/kosync/users/auth',
  summary: 'sign in from KOReader',
  description: signIn,
  responses: { 200: Type.Object({ authorized: Type.String() }), 401: KosyncError, 403: KosyncError },
  errors: [...unlessOff, 'RATE_LIMITED'],
} as const satisfies Operation;

export const updateKosyncProgress = {
  ...protocol,
  operationId: 'updateKosyncProgress',
  method: 'PUT',
  path: '/kosync/syncs/progress',
  summary: 'say where a KOReader device is',
  description: signIn,
  body: KosyncUpdate,
  bodyRequired: true,
  responses: {
    200: Type.Object({ document: Type.String(), timestamp: Type.Integer() }),
    401: KosyncError,
    403: KosyncError,
  },
  errors: [...needsNoBody, ...unlessOff, 'RATE_LIMITED'],
} as const satisfies Operation;

export const getKosyncProgress = {
  ...protocol,
  operationId: 'getKosyncProgress',
  method: 'GET',
  path: '/kosync/syncs/progress/:document',
  summary: 'where the reader was last, for KOReader',
  description: signIn,
  params: Type.Object({ document: Type.String() }),
  responses: { 200: KosyncPosition, 401: KosyncError, 403: KosyncError },
  errors: [...unlessOff, 'RATE_LIMITED'],
} as const satisfies Operation;

export const getKosyncHealth = {
  ...protocol,
  operationId: 'getKosyncHealth',
  method: 'GET',
  path: '/kosync/healthcheck',
  summary: 'whether KOReader may sync here',
  responses: { 200: Type.Object({ state: Type.String() }) },
  errors: unlessOff,
} as const satisfies Operation;
