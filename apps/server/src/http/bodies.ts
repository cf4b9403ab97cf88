import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError } from './http-error.ts';

const jsonType = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads request bodies: JSON objects in UTF-8. An empty body is no body, whatever its declared type; another type with a
 * body is refused.
 */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, payload: Buffer) => {
    if (payload.length === 0) return undefined;
    const type = request.headers['content-type'];
    if (type !== undefined && !jsonType.test(type)) throw new HttpError('UNSUPPORTED_MEDIA_TYPE');
    return parseObject(payload);
  });
}

/** An escape of half a character, or of a whole one in two halves. */
const surrogateEscape = /\\u[dD][89a-fA-F]/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

function parseObject(payload: Buffer): object {
  try {
    const text = utf8.decode(payload);
    // Half characters cannot be stored as they are: what is looked up would differ from what was kept.
    const value: unknown = JSON.parse(text, surrogateEscape.test(text) ? wellFormed : undefined);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (cause) {
    throw new HttpError('MALFORMED_JSON', undefined, { cause });
  }
  throw new HttpError('MALFORMED_JSON');
}
