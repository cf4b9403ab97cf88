import { errors, type ProgressionDocument } from '@dust/api-contract';
import type { VisibleBook } from '@dust/books-core';
import { listPositions, savePosition, type ClientPosition } from '@dust/progress';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { send, sendUnchanged, sent, type Sent } from '../http/answer.ts';
import { matchesEtag, weakEtag } from '../http/conditional.ts';
import { isPaged, measureBook, unmeasured } from '../positions/measure-book.ts';
import { positionFrom } from '../progression/position-from.ts';
import { progressionDocument } from '../progression/progression-document.ts';
import type { RouteSetup } from './route-setup.ts';

const mediaType = 'application/opds-progression+json';

export function serveProgression({ router, services }: RouteSetup): void {
  const { db, clock, events, visibleBooks } = services;

  /** What was sent in these terms is told without a look into the book. */
  async function describe(latest: ClientPosition, book: VisibleBook): Promise<ProgressionDocument> {
    const isOwn = latest.kind === 'locator';
    return progressionDocument(latest, isOwn ? unmeasured : await measureBook(services, book));
  }

  router.route('getProgression', async ({ params, principal, request, reply }) => {
    const book = await visibleBooks.get(principal, params.id);
    const [latest] = await listPositions(db, { userId: principal.userId, bookId: book.id });
    if (latest === undefined) return sendText(request, reply, '');
    const document = await describe(latest, book);
    return sendText(request, reply, JSON.stringify(document));
  });

  router.route('updateProgression', async ({ params, body, principal, request, reply }) => {
    const book = await visibleBooks.get(principal, params.id);
    const { userId } = principal;
    const position = positionFrom(body, isPaged(book));
    const saved = await savePosition(db, { userId, book, now: clock(), position });
    if (saved.progress !== null) events.progressUpdated(userId, book.id, saved.progress);
    const document = await describe(saved.latest, book);
    void reply.header('cache-control', 'no-store');
    if (saved.isLatest) return sendDocument(reply, JSON.stringify(document));
    const { status, text } = errors.PROGRESSION_OUTDATED;
    const refusal = {
      error: text,
      code: 'PROGRESSION_OUTDATED',
      requestId: request.id,
      progression: document,
    };
    void reply.code(status).header('content-type', 'application/json; charset=utf-8');
    return send(reply, JSON.stringify(refusal));
  });
}

/** Sends a document, or nothing, that the client may keep and ask for again with its tag. */
function sendText(request: FastifyRequest, reply: FastifyReply, text: string): Sent {
  const etag = weakEtag(text);
  reply
    .header('etag', etag)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'Origin, Authorization, Accept-Encoding');
  if (matchesEtag(request.headers['if-none-match'], etag)) return sendUnchanged(reply);
  if (text !== '') return sendDocument(reply, text);
  reply.header('content-length', '0').send();
  return sent;
}

/** As bytes: to text Fastify adds a charset, which this type does not have. */
function sendDocument(reply: FastifyReply, text: string): Sent {
  return send(reply.header('content-type', mediaType), Buffer.from(text));
}
