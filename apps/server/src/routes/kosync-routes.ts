import { registerFromKoreader } from '@dust/auth';
import { createKoreaderAccess, readerOf } from '../kosync/koreader-access.ts';
import { refuseKoreader as refuse } from '../kosync/refuse.ts';
import { findKoreaderPosition, saveKoreaderPosition } from '../kosync/sync-positions.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveKosync({ router, services }: RouteSetup): void {
  const { clock } = services;
  const { anybody, newcomers, readers } = createKoreaderAccess(services);

  router.route(
    'createKosyncUser',
    async ({ body, request }) => {
      const { username, password: key } = body;
      const user = await registerFromKoreader(services, { username, key, address: request.ip });
      return { username: user.username };
    },
    { authorize: newcomers, refuse },
  );

  router.route('authorizeKosyncUser', async () => ({ authorized: 'OK' }), { authorize: readers, refuse });

  router.route(
    'updateKosyncProgress',
    async ({ body, request }) => {
      await saveKoreaderPosition(services, readerOf(request), body);
      return { document: body.document, timestamp: Math.floor(clock().getTime() / 1000) };
    },
    { authorize: readers, refuse },
  );

  router.route(
    'getKosyncProgress',
    async ({ params, request }) =>
      (await findKoreaderPosition(services, readerOf(request), params.document)) ?? {},
    { authorize: readers, refuse },
  );

  router.route('getKosyncHealth', async () => ({ state: 'OK' }), { authorize: anybody, refuse });
}
