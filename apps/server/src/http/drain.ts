import type { Server } from 'node:http';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DrainTimes {
  /** For clients to notice that the server stops. */
  readonly leastMs: number;
  readonly mostMs: number;
}

const checkMs = 50;

/**
 * Goes on listening while clients are connected, for at least and at most the times given: who asks meanwhile is answered,
 * and not met by a closed port. Connections with nothing to do are closed after the least time; without any it is over at once.
 */
export async function drain(server: Server, { leastMs, mostMs }: DrainTimes): Promise<void> {
  const countConnections = promisify(server.getConnections.bind(server));
  if ((await countConnections()) === 0) return;
  const startMs = performance.now();
  await sleep(leastMs);
  while (performance.now() - startMs < mostMs) {
    // A connection that has sent its last answer since would be kept alive otherwise.
    server.closeIdleConnections();
    if ((await countConnections()) === 0) return;
    await sleep(checkMs);
  }
}
