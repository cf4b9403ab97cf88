import type { Operation } from '../operation.ts';
import { Bytes } from '../schemas.ts';

export const opdsAuthentication = {
  operationId: 'opdsAuthentication',
  method: 'GET',
  path: '/opds/authentication',
  summary: 'how reading apps sign in',
  description: 'An Authentication for OPDS 1.0 document; every 401 under `/opds` links to it.',
  tags: ['opds'],
  permission: null,
  responses: { 200: Bytes },
  errors: [],
  produces: ['application/opds-authentication+json'],
} as const satisfies Operation;
