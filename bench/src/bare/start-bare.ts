import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChildServer } from '../server/child-server.ts';
import { findFreePort } from '../server/free-port.ts';
import type { BareRoute } from './bare-route.ts';

/** Starts the bare Fastify server with these routes; `workFolder` takes their description. */
export async function startBare(routes: readonly BareRoute[], workFolder: string): Promise<ChildServer> {
  const routesFile = join(workFolder, 'bare-routes.json');
  writeFileSync(routesFile, JSON.stringify(routes));
  const port = await findFreePort();
  const main = join(import.meta.dirname, 'main.ts');
  return ChildServer.start({
    args: [main, String(port), routesFile],
    port,
    env: { NODE_ENV: 'production' },
  });
}
