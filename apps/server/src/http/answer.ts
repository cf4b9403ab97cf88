import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseEncoding, compress, type Encoding } from './compression.ts';
import { matchesEtag, weakEtag } from './conditional.ts';

/** The bytes of a JSON answer with their tag, made earlier and sent again as long as they hold. */
export interface KeptAnswer {
  readonly body: Buffer;
  readonly etag: string;
  /** `Link: …; rel="next"`, where there is a next page. */
  readonly link?: string | undefined;
  /** Compressed forms made so far. */
  readonly compressed: Map<Encoding, Buffer>;
}

const json = 'application/json; charset=utf-8';
const varyOfJson = 'Origin, Authorization, Accept-Encoding';

/** Sends the text of a JSON answer that may be kept by the client and asked for again with its tag. */
export async function sendCacheable(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
): Promise<FastifyReply> {
  const etag = weakEtag(body);
  if (isUnchanged(request, reply, etag)) return reply.code(304).send();
  return sendText(request, reply, body);
}

/** Sends kept bytes, compressed once for all who accept it. */
export async function sendKept(
  request: FastifyRequest,
  reply: FastifyReply,
  kept: KeptAnswer,
): Promise<FastifyReply> {
  if (kept.link !== undefined) reply.header('link', kept.link);
  if (isUnchanged(request, reply, kept.etag)) return reply.code(304).send();
  reply.header('content-type', json);
  const encoding = chooseEncoding(request.headers['accept-encoding'], kept.body.length);
  if (encoding === undefined) return reply.send(kept.body);
  const compressed = kept.compressed.get(encoding) ?? (await compress(encoding, kept.body));
  kept.compressed.set(encoding, compressed);
  return reply.header('content-encoding', encoding).send(compressed);
}

/** Sends the text of a JSON answer that nobody may keep. */
export async function sendOnce(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
): Promise<FastifyReply> {
  if (reply.getHeader('cache-control') === undefined) reply.header('cache-control', 'no-store');
  return sendText(request, reply, body);
}

function isUnchanged(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', varyOfJson);
  return matchesEtag(request.headers['if-none-match'], etag);
}

async function sendText(request: FastifyRequest, reply: FastifyReply, body: string): Promise<FastifyReply> {
  reply.header('content-type', json);
  const encoding = chooseEncoding(request.headers['accept-encoding'], body.length);
  if (encoding === undefined) return reply.send(body);
  return reply.header('content-encoding', encoding).send(await compress(encoding, body));
}
