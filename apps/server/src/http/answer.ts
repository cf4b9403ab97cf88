import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseEncoding, compress, type Encoding } from './compression.ts';
import { matchesEtag, weakEtag } from './conditional.ts';

/** The bytes of an answer with their tag, made earlier and sent again as long as they hold. */
export interface KeptAnswer {
  readonly body: Buffer;
  readonly etag: string;
  /** `Link: …; rel="next"`, where there is a next page. */
  readonly link?: string | undefined;
  /** Compressed forms made so far. */
  readonly compressed: Map<Encoding, Buffer>;
}

export const json = 'application/json; charset=utf-8';
const varyOfJson = 'Origin, Authorization, Accept-Encoding';

/**
 * Says that the answer has been sent. A reply is a thenable that waits for the end of its response, so returning it from an
 * asynchronous function would cost that wait; only streams need it.
 */
export const sent: Sent = Object.freeze({ isSent: true });

/** Of {@link sent}. */
export interface Sent {
  readonly isSent: true;
}

/** Sends the text of a JSON answer that may be kept by the client and asked for again with its tag. */
export function sendCacheable(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
): Sent | Promise<Sent> {
  return isUnchanged(request, reply, weakEtag(body))
    ? sendUnchanged(reply)
    : sendText(request, reply.header('content-type', json), body);
}

/** A request and what it is answered with. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Sends a kept answer, compressed once for all who accept it, or says that it still holds; at once if it is at hand. */
export function sendKept(
  exchange: Exchange,
  answer: KeptAnswer | Promise<KeptAnswer>,
  contentType: string = json,
): Sent | Promise<Sent> {
  return answer instanceof Promise
    ? answer.then((kept) => sendKeptNow(exchange, kept, contentType))
    : sendKeptNow(exchange, answer, contentType);
}

function sendKeptNow(
  { request, reply }: Exchange,
  kept: KeptAnswer,
  contentType: string,
): Sent | Promise<Sent> {
  if (kept.link !== undefined) reply.header('link', kept.link);
  if (isUnchanged(request, reply, kept.etag)) return sendUnchanged(reply);
  return sendKeptBody(request, reply.header('content-type', contentType), kept);
}

/** Sends the body of a kept answer whose other headers are set, compressed if that is wished. */
export function sendKeptBody(
  request: FastifyRequest,
  reply: FastifyReply,
  kept: KeptAnswer,
): Sent | Promise<Sent> {
  const encoding = chooseEncoding(request.headers['accept-encoding'], kept.body.length);
  return encoding === undefined ? send(reply, kept.body) : sendKeptCompressed(reply, kept, encoding);
}

/** Sends the text of a JSON answer that nobody may keep. */
export function sendOnce(request: FastifyRequest, reply: FastifyReply, body: string): Sent | Promise<Sent> {
  if (reply.getHeader('cache-control') === undefined) reply.header('cache-control', 'no-store');
  return sendText(request, reply.header('content-type', json), body);
}

/** Sends a page for people, to be asked for again at each use. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: string): Sent | Promise<Sent> {
  reply.header('cache-control', 'no-cache').header('vary', 'Origin, Accept-Encoding');
  return sendText(request, reply.header('content-type', 'text/html; charset=utf-8'), page);
}

/** Sends a 304 with the headers set so far. */
export function sendUnchanged(reply: FastifyReply): Sent {
  reply.code(304).send();
  return sent;
}

/** Sends a body at once. */
export function send(reply: FastifyReply, body: string | Uint8Array): Sent {
  reply.send(body);
  return sent;
}

function isUnchanged(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', varyOfJson);
  return matchesEtag(request.headers['if-none-match'], etag);
}

function sendText(request: FastifyRequest, reply: FastifyReply, body: string): Sent | Promise<Sent> {
  const encoding = chooseEncoding(request.headers['accept-encoding'], body.length);
  return encoding === undefined ? send(reply, body) : sendCompressed(reply, body, encoding);
}

async function sendCompressed(reply: FastifyReply, body: string, encoding: Encoding): Promise<Sent> {
  reply.header('content-encoding', encoding);
  return send(reply, await compress(encoding, body));
}

async function sendKeptCompressed(reply: FastifyReply, kept: KeptAnswer, encoding: Encoding): Promise<Sent> {
  const compressed = kept.compressed.get(encoding) ?? (await compress(encoding, kept.body));
  kept.compressed.set(encoding, compressed);
  return send(reply.header('content-encoding', encoding), compressed);
}
