import { authenticationDocument, mediaTypes } from '@dust/opds';
import { send, sendUnchanged } from '../http/answer.ts';
import { matchesEtag, weakEtag } from '../http/conditional.ts';
import { publicBase } from '../http/origin.ts';
import type { RouteSetup } from './route-setup.ts';

/** Serves what reading apps are shown when they must sign in. */
export function serveOpdsAuthentication({ router, services }: RouteSetup): void {
  const { publicUrl } = services.config;

  router.route('opdsAuthentication', async ({ request, reply }) => {
    const base = publicBase(request, publicUrl);
    const document = authenticationDocument({
      id: `${base}/opds/authentication`,
      title: 'Dust',
      description: 'Sign in with your account or with an app password made for this device.',
      labels: { login: 'E-mail or user name', password: 'Password or app password' },
      start: `${base}/opds/v2`,
    });
    const etag = weakEtag(document);
    reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'Origin, Host');
    if (matchesEtag(request.headers['if-none-match'], etag)) return sendUnchanged(reply);
    // Bytes: to text Fastify adds a charset, which the type does not have.
    return send(reply.header('content-type', mediaTypes.authenticationDocument), Buffer.from(document));
  });
}
