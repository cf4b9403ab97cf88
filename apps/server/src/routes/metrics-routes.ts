import type { FastifyRequest } from 'fastify';
import { assertAccess } from '../http/access.ts';
import { send, type Sent } from '../http/answer.ts';
import type { Call } from '../http/router.ts';
import { Exposition } from '../metrics/exposition.ts';
import { readLibraryFigures } from '../metrics/library-figures.ts';
import { mayReadMetrics } from '../metrics/metrics-access.ts';
import { metricsText } from '../metrics/metrics-text.ts';
import { ScanMetrics } from '../metrics/scan-metrics.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveMetrics({ router, services, access, requests }: RouteSetup): void {
  const { config, crawler, db, version } = services;
  const scans = new ScanMetrics(crawler);

  router.route('getMetrics', sendMetrics, { authorize });

  async function authorize(request: FastifyRequest): Promise<void> {
    if (mayReadMetrics(request, config)) return;
    const principal = await access.authenticate(request.headers.authorization);
    assertAccess('metrics', principal, undefined);
    request.principal = principal;
  }

  async function sendMetrics({ reply }: Call<'getMetrics'>): Promise<Sent> {
    const library = await readLibraryFigures(db);
    reply.header('cache-control', 'no-store').header('content-type', Exposition.mediaType);
    return send(reply, metricsText({ version, requests, scans, library }));
  }
}
