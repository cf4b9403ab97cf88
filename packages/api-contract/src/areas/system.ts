import { Type, type Static } from 'typebox';
import { errors } from '../errors.ts';
import { needsPermission } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';

export const Health = Type.Object(
  {
    status: Type.Enum(['ok'], { type: 'string' }),
    version: Type.String(),
    service: Type.Enum(['dust-server'], { type: 'string' }),
  },
  { title: 'Health' },
);
export type Health = Static<typeof Health>;

const Check = Type.Enum(['ok', 'failed'], { type: 'string' });

export const HealthChecks = Type.Object({ database: Check, migrations: Check }, { title: 'HealthChecks' });
export type HealthChecks = Static<typeof HealthChecks>;

export const Readiness = Type.Object(
  { status: Type.Enum(['ready'], { type: 'string' }), checks: HealthChecks },
  { title: 'Readiness' },
);
export type Readiness = Static<typeof Readiness>;

/** An error body; `checks` comes with `NOT_READY` only. */
export const NotReady = Type.Object(
  {
    error: Type.String({ examples: [errors.NOT_READY.text] }),
    code: Type.Enum(['NOT_READY', 'SHUTTING_DOWN'], { type: 'string' }),
    requestId: Type.String(),
    checks: Type.Optional(HealthChecks),
  },
  { title: 'NotReady' },
);
export type NotReady = Static<typeof NotReady>;

export const getLandingPage = {
  operationId: 'getLandingPage',
  method: 'GET',
  path: '/',
  summary: 'landing page or web client',
  tags: ['system'],
  permission: null,
  responses: { 200: Type.String() },
  errors: [],
  produces: ['text/html'],
} as const satisfies Operation;

export const getHealth = {
  operationId: 'getHealth',
  method: 'GET',
  path: '/health',
  summary: 'liveness',
  tags: ['system'],
  permission: null,
  responses: { 200: Health },
  errors: [],
} as const satisfies Operation;

export const getReadiness = {
  operationId: 'getReadiness',
  method: 'GET',
  path: '/health/ready',
  summary: 'readiness',
  tags: ['system'],
  permission: null,
  responses: { 200: Readiness, 503: NotReady },
  errors: ['NOT_READY'],
} as const satisfies Operation;

export const getMetrics = {
  operationId: 'getMetrics',
  method: 'GET',
  path: '/metrics',
  summary: 'OpenMetrics',
  description:
    'Needs the metrics token of the configuration or the permission `system.admin`; callers on the same machine need neither, unless the configuration says otherwise.',
  tags: ['system'],
  permission: 'metrics',
  responses: { 200: Type.String() },
  errors: needsPermission,
  produces: ['application/openmetrics-text'],
} as const satisfies Operation;

export const getOpenApi = {
  operationId: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'API description',
  tags: ['system'],
  permission: null,
  responses: {
    200: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
  },
  errors: [],
} as const satisfies Operation;

export const getDocs = {
  operationId: 'getDocs',
  method: 'GET',
  path: '/docs',
  summary: 'readable API description',
  tags: ['system'],
  permission: null,
  responses: { 200: Type.String() },
  errors: [],
  produces: ['text/html'],
} as const satisfies Operation;
