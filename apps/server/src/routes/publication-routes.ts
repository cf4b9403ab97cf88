import { sendKept } from '../http/answer.ts';
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
    return sendKept({ request, reply }, answer, mediaType);
  });

  router.route('getPositions', async ({ params, principal, request, reply }) => {
    const { publication } = await findPublication(services, await visibleBooks.get(principal, params.id));
    return sendKept({ request, reply }, publication.positions, 'application/vnd.readium.position-list+json');
  });

  router.route('getResource', async ({ params, principal, request, reply }) => {
    const book = await visibleBooks.get(principal, params.id);
    return sendResource(services, { book, path: params.path, request, reply });
  });
}
