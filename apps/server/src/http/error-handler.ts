import { errors, isErrorCode, type ErrorBody, type ErrorCode, type ErrorDetail } from '@dust/api-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { WebClient } from '../web/web-client.ts';
import { HttpError } from './http-error.ts';

/** What Fastify itself refuses, by its codes; and what only another server on the same database can do at the moment. */
const otherCodes: ReadonlyMap<string, ErrorCode> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'PAYLOAD_TOO_LARGE'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'UNSUPPORTED_MEDIA_TYPE'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'MALFORMED_JSON'],
  ['FST_ERR_BAD_URL', 'VALIDATION_ERROR'],
  ['SCANNED_ELSEWHERE', 'NOT_READY'],
]);

/** What may be wrong with a body; at a path that is unknown nobody wants to know. */
const bodyFailures: ReadonlySet<ErrorCode> = new Set([
  'MALFORMED_JSON',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'VALIDATION_ERROR',
]);

/**
 * Gives every failure the one error shape; only what nobody foresaw is logged, once, here. What is no path of the API may be a
 * file of the web client.
 */
export function handleErrors(app: FastifyInstance, logger: Logger, webClient: WebClient | null): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const failure = foreseen(error, request, logger);
    const isUnknown = request.is404 && bodyFailures.has(failure.code);
    return sendError(
      reply,
      request,
      isUnknown ? new HttpError('NOT_FOUND', undefined, { cause: error }) : failure,
    );
  });
  app.setNotFoundHandler(async (request, reply) => {
    if (request.method === 'OPTIONS') return reply.code(204).header('content-length', '0').send();
    if ((await webClient?.sendNamed({ request, reply })) !== undefined) return reply;
    return sendError(reply, request, new HttpError('NOT_FOUND'));
  });
}

/** The failure to tell the client about; everything unforeseen becomes INTERNAL_ERROR. */
function foreseen(error: unknown, request: FastifyRequest, logger: Logger): HttpError {
  if (error instanceof HttpError) return error;
  const code = codeOf(error);
  if (error instanceof Error && code !== undefined) {
    if (isErrorCode(code) && errors[code].status < 500) {
      const retryAfter: unknown = Reflect.get(error, 'retryAfterS');
      const headers: Record<string, string> =
        typeof retryAfter === 'number' ? { 'retry-after': String(Math.ceil(retryAfter)) } : {};
      return new HttpError(code, error.message, {
        cause: error,
        headers,
        details: detailsOf(error, request.body),
      });
    }
    const known = otherCodes.get(code) ?? (isRefusal(error, code) ? 'VALIDATION_ERROR' : undefined);
    if (known !== undefined) return new HttpError(known, undefined, { cause: error });
  }
  // The client has gone in the middle of its body: nobody reads the answer, and nothing here is wrong.
  if (!request.raw.complete && request.raw.destroyed) {
    return new HttpError('MALFORMED_JSON', undefined, { cause: error });
  }
  logger.error(
    { err: error, requestId: request.id, method: request.method, route: request.routeOptions.url },
    'request failed',
  );
  return new HttpError('INTERNAL_ERROR', undefined, { cause: error });
}

/** Whether Fastify finds fault with the request, in a way that has no code of ours. */
function isRefusal(error: Error, code: string): boolean {
  const status: unknown = Reflect.get(error, 'statusCode');
  return code.startsWith('FST_') && typeof status === 'number' && status >= 400 && status < 500;
}

/** Fields that may go by another name in requests. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['password', 'newPassword'],
  ['display_name', 'displayName'],
]);

/** Domains name the field that is wrong, and what it must be; clients are told the name that they sent. */
function detailsOf(error: Error, body: unknown): ErrorDetail[] {
  const field: unknown = Reflect.get(error, 'field');
  const problem: unknown = Reflect.get(error, 'requirement') ?? Reflect.get(error, 'problem');
  if (typeof field !== 'string') return [];
  const other = otherNames.get(field);
  const name = other !== undefined && !isGiven(body, field) && isGiven(body, other) ? other : field;
  return [{ path: `body.${name}`, message: typeof problem === 'string' ? problem : error.message }];
}

function isGiven(body: unknown, field: string): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const value: unknown = Reflect.get(body, field);
  return value !== undefined && value !== null;
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}

function sendError(reply: FastifyReply, request: FastifyRequest, error: HttpError): FastifyReply {
  const body: ErrorBody = {
    error: error.message,
    code: error.code,
    requestId: request.id,
    ...(error.code === 'VALIDATION_ERROR' ? { details: [...(error.details ?? [])] } : {}),
  };
  const { status } = errors[error.code];
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="dust"');
  for (const [name, value] of Object.entries(error.headers)) void reply.header(name, value);
  return reply
    .code(status)
    .removeHeader('etag')
    .removeHeader('content-length')
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(body);
}
