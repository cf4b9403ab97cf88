import type { LoadRequest, LoadResult } from '../load/load-job.ts';
import { LoadProcess } from '../load/load-process.ts';
import { account, type DustClient } from '../server/dust-client.ts';

export interface StallFigures {
  readonly name: string;
  /** Milliseconds of the probe request at rest and during the other work. */
  readonly p99AtRest: number;
  readonly p99During: number;
  /** Of the other work, where it is requests. */
  readonly requestsPerSecond: number | undefined;
  readonly errors: number;
}

export interface StallPlan {
  readonly client: DustClient;
  readonly port: number;
  readonly load: LoadProcess;
  readonly bookId: number;
  readonly durationMs: number;
}

/** How slow others get while the server does something heavy: hash passwords, read the whole library again. */
export async function measureStalls(plan: StallPlan): Promise<StallFigures[]> {
  return [await duringSignIns(plan), await duringFullScan(plan)];
}

async function duringSignIns(plan: StallPlan): Promise<StallFigures> {
  const health: LoadRequest = { method: 'GET', path: '/health', headers: {}, expectedStatus: 200 };
  const atRest = await probe(plan, health);
  await using signIns = await LoadProcess.start();
  const login: LoadRequest = {
    method: 'POST',
    path: '/auth/login',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(account),
    expectedStatus: 200,
  };
  const { port, durationMs } = plan;
  const [during, logins] = await Promise.all([
    probe(plan, health),
    signIns.run({
      port,
      request: login,
      connections: 8,
      warmupMs: 200,
      durationMs: Math.max(2_000, durationMs),
    }),
  ]);
  return {
    name: 'health while 8 sign in',
    p99AtRest: atRest.p99,
    p99During: during.p99,
    requestsPerSecond: logins.requestsPerSecond,
    errors: during.errors + logins.errors,
  };
}

async function duringFullScan(plan: StallPlan): Promise<StallFigures> {
  const detail: LoadRequest = {
    method: 'GET',
    path: `/books/${plan.bookId}`,
    headers: plan.client.headers,
    expectedStatus: 200,
  };
  const atRest = await probe(plan, detail);
  await plan.client.startScan('full');
  const during = await probe(plan, detail);
  await plan.client.waitForScan(15 * 60_000);
  return {
    name: 'book detail during a full scan',
    p99AtRest: atRest.p99,
    p99During: during.p99,
    requestsPerSecond: undefined,
    errors: during.errors,
  };
}

async function probe({ load, port, durationMs }: StallPlan, request: LoadRequest): Promise<LoadResult> {
  return load.run({ port, request, connections: 2, warmupMs: 200, durationMs });
}
