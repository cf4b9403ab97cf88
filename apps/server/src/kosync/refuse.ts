import { isErrorCode, type ErrorCode, type KosyncError } from '@dust/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from '../http/http-error.ts';

interface Refusal extends KosyncError {
  readonly status: number;
}

/** How koreader/koreader-sync-server refuses what has a code of ours. */
const refusals: ReadonlyMap<ErrorCode, Refusal> = new Map([
  ['AUTHENTICATION_REQUIRED', { status: 401, code: 2001, message: 'Unauthorized' }],
  ['INVALID_CREDENTIALS', { status: 401, code: 2001, message: 'Unauthorized' }],
  ['USERNAME_TAKEN', { status: 402, code: 2002, message: 'Username is already registered.' }],
  ['INVITATION_REQUIRED', { status: 402, code: 2005, message: 'User registration is disabled.' }],
  ['PERMISSION_DENIED', { status: 403, code: 2003, message: 'Permission denied: books.read required' }],
  ['VALIDATION_ERROR', { status: 403, code: 2003, message: 'Invalid request' }],
]);

const noDocument: Refusal = { status: 403, code: 2004, message: "Field 'document' not provided." };

/** Answers what KOReader knows in its own form; false for everything else, which has the form of all routes. */
export function refuseKoreader(error: unknown, request: FastifyRequest, reply: FastifyReply): boolean {
  const refusal = refusalOf(error, request.body);
  if (refusal === undefined) return false;
  const { status, ...body } = refusal;
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(body));
  return true;
}

function refusalOf(error: unknown, body: unknown): Refusal | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (typeof code !== 'string' || !isErrorCode(code)) return undefined;
  const [problem] = error instanceof HttpError ? (error.details ?? []) : [];
  if (problem?.path === 'body.document' && !hasDocument(body)) return noDocument;
  const refusal = refusals.get(code);
  if (refusal === undefined || problem === undefined) return refusal;
  const field = problem.path.replace('body.', '');
  return { ...refusal, message: `${refusal.message}: ${field} ${problem.message}` };
}

function hasDocument(body: unknown): boolean {
  const document: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'document') : '';
  return typeof document === 'string' && document !== '';
}
