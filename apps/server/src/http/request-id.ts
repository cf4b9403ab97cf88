import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The request's own `X-Request-Id` where it is harmless, else a UUID. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
