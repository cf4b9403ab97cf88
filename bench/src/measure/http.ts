import type { LoadRequest, LoadResult } from '../load/load-job.ts';
import type { LoadProcess } from '../load/load-process.ts';
import { median } from '../report/statistics.ts';
import type { Endpoint } from './endpoints.ts';

export interface HttpFigures {
  readonly endpoint: string;
  readonly connections: number;
  readonly requestsPerSecond: number;
  readonly bareRequestsPerSecond: number;
  /** Dust's rate as a share of the bare server's, round by round; the median of these. */
  readonly share: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly errors: number;
  readonly firstError: string | undefined;
}

export interface HttpPlan {
  readonly load: LoadProcess;
  readonly dustPort: number;
  readonly barePort: number;
  readonly connections: number;
  readonly rounds: number;
  readonly durationMs: number;
}

/** Measures Dust and the bare server in turns, so that both share whatever else the machine does meanwhile. */
export async function measureEndpoint(endpoint: Endpoint, plan: HttpPlan): Promise<HttpFigures> {
  const { paths: _, ...request } = endpoint.dust;
  const bareRequest: LoadRequest = { ...request, path: endpoint.bare.path };
  const rounds: { readonly dust: LoadResult; readonly bare: LoadResult }[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const dust = await runOne(endpoint.dust, plan.dustPort, plan);
    rounds.push({ dust, bare: await runOne(bareRequest, plan.barePort, plan) });
  }
  const both = rounds.flatMap(({ dust, bare }) => [dust, bare]);
  const medianOf = (value: (result: LoadResult) => number): number =>
    median(rounds.map(({ dust }) => value(dust)));
  return {
    endpoint: endpoint.name,
    connections: plan.connections,
    requestsPerSecond: medianOf((result) => result.requestsPerSecond),
    bareRequestsPerSecond: median(rounds.map(({ bare }) => bare.requestsPerSecond)),
    share: median(rounds.map(({ dust, bare }) => dust.requestsPerSecond / bare.requestsPerSecond)),
    p50: medianOf((result) => result.p50),
    p95: medianOf((result) => result.p95),
    p99: medianOf((result) => result.p99),
    errors: both.reduce((sum, { errors }) => sum + errors, 0),
    firstError: both.find(({ firstError }) => firstError !== undefined)?.firstError,
  };
}

/** Lets both servers compile what an endpoint needs, which takes many thousand requests. */
export async function warmUp(endpoint: Endpoint, plan: Omit<HttpPlan, 'rounds'>): Promise<void> {
  const { paths: _, ...request } = endpoint.dust;
  await runOne(endpoint.dust, plan.dustPort, plan);
  await runOne({ ...request, path: endpoint.bare.path }, plan.barePort, plan);
}

async function runOne(
  request: LoadRequest,
  port: number,
  plan: Omit<HttpPlan, 'rounds'>,
): Promise<LoadResult> {
  const { connections, durationMs } = plan;
  return plan.load.run({ port, request, connections, warmupMs: Math.min(400, durationMs / 2), durationMs });
}
