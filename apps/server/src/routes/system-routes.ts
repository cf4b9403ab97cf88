import { createOpenApi } from '@dust/api-contract';
import { getChangeVersions } from '@dust/db';
import type { Viewer } from '@dust/books-core';
import { countUsers } from '@dust/auth';
import { docsPage } from '../pages/docs-page.ts';
import { landingPage } from '../pages/landing-page.ts';
import { send, sendPage } from '../http/answer.ts';
import { publicBase } from '../http/origin.ts';
import type { RouteSetup } from './route-setup.ts';

/** Whoever opens the front page: books hidden from somebody are not counted for everybody. */
const anybody: Viewer = { userId: 0, permissions: new Set() };

export function serveSystem({ router, services }: RouteSetup): void {
  const { catalog, config, db, version, lifecycle, webClient } = services;

  router.routeConstant('getHealth', { status: 'ok', version, service: 'dust-server' });

  router.route('getReadiness', async ({ reply, request }) => {
    void reply.header('cache-control', 'no-store');
    const isReachable = await getChangeVersions(db).then(
      () => true,
      () => false,
    );
    if (isReachable && !lifecycle.isStopping) {
      return { status: 'ready' as const, checks: { database: 'ok' as const, migrations: 'ok' as const } };
    }
    void reply.code(503).header('retry-after', '5').type('application/json; charset=utf-8');
    return send(
      reply,
      JSON.stringify({
        error: 'Internal server error',
        code: lifecycle.isStopping ? 'SHUTTING_DOWN' : 'NOT_READY',
        requestId: request.id,
        ...(lifecycle.isStopping
          ? {}
          : { checks: { database: isReachable ? 'ok' : 'failed', migrations: 'ok' } }),
      }),
    );
  });

  let openApi: ReturnType<typeof createOpenApi> | undefined;
  router.route('getOpenApi', async () => {
    openApi ??= createOpenApi({
      version,
      ...(config.publicUrl === null ? {} : { serverUrl: config.publicUrl }),
    });
    return { ...openApi };
  });

  router.route('getDocs', async ({ request, reply }) => sendPage(request, reply, docsPage(version)));

  router.route('getLandingPage', async ({ request, reply }) => {
    const sentClient = await webClient?.sendIndex({ request, reply });
    if (sentClient !== undefined) return sentClient;
    const [stats, { totalUsers }] = await Promise.all([catalog.libraryStats(anybody), countUsers(db)]);
    const size = { books: stats.activeBooks, authors: stats.totalAuthors };
    const base = publicBase(request, config.publicUrl);
    const facts = { hasUsers: totalUsers > 0, hasKosync: config.kosync.isOn };
    return sendPage(request, reply, landingPage({ version, base, ...size, ...facts }));
  });
}
