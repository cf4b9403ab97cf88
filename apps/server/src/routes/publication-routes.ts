import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendKeptBody, sendUnchanged, type KeptAnswer, type Sent } from '../http/answer.ts';
import { matchesEtag } from '../http/conditional.ts';
import { publicBase } from '../http/origin.ts';
import { findPublication } from '../publications/find-publication.ts';
import { makeManifest } from '../publications/make-manifest.ts';
import { sendResource } from '../publications/send-resource.ts';
import type { RouteSetup } from './route-setup.ts';

export function servePublications({ router, services }: RouteSetup): void {
  const { config, visibleBooks } = services;

  router.route('getManifest', async ({ params, principal, request, reply }) => {
    const base = publicBase(request, config.publicUrl);
    const place = request.routeOptions.url?.startsWith('/opds/') === true ? `${base}/opds` : base;
    const { answer, mediaType } = await makeManifest(services, {
      viewer: principal,
      bookId: params.id,
      base,
      self: `${place}/books/${params.id}/manifest`,
    });
    return sendDocument({ request, reply }, answer, mediaType);
  });

  router.route('getPositions', async ({ params, principal, request, reply }) => {
    const { publication } = await findPublication(services, await visibleBooks.get(principal, params.id));
    return sendDocument(
      { request, reply },
      publication.positions,
      'application/vnd.readium.position-list+json',
    );
  });

  router.route('getResource', async ({ params, principal, request, reply }) => {
    const book = await visibleBooks.get(principal, params.id);
    return sendResource(services, { book, path: params.path, request, reply });
  });
}

function sendDocument(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  answer: KeptAnswer,
  mediaType: string,
): Sent | Promise<Sent> {
  reply
    .header('etag', answer.etag)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'Origin, Authorization, Accept-Encoding');
  return matchesEtag(request.headers['if-none-match'], answer.etag)
    ? sendUnchanged(reply)
    : sendKeptBody(request, reply.header('content-type', mediaType), answer);
}
