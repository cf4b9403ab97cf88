import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBare } from './bare/start-bare.ts';
import type { Library } from './library/make-library.ts';
import { LoadProcess } from './load/load-process.ts';
import { prepareEndpoints, type Endpoint } from './measure/endpoints.ts';
import { type HttpFigures, measureEndpoint, warmUp } from './measure/http.ts';
import { prepareKosyncEndpoints } from './measure/kosync-endpoints.ts';
import { readMemory } from './measure/memory.ts';
import { prepareOpdsEndpoints } from './measure/opds-endpoints.ts';
import { preparePublicationEndpoints } from './measure/publication-endpoints.ts';
import { measurePages, type PageFigures } from './measure/pages.ts';
import { measureFirstScan, measureRescans, type ScanFigures } from './measure/scan.ts';
import { measureStalls, type StallFigures } from './measure/stalls.ts';
import { measureStart } from './measure/start-time.ts';
import type { BenchOptions } from './options.ts';
import type { Figures, MemoryReport } from './report/figures.ts';
import type { ChildServer } from './server/child-server.ts';
import { DustClient } from './server/dust-client.ts';
import { type DustSettings, startDust } from './server/dust-server.ts';

const fewConnections = 10;
const connectionCounts = [fewConnections, 100];
const longEffort = { rounds: 3, durationMs: 4_000 };
const manyConnections = 1000;
const warmUpMs = 1000;
const startRuns = 5;
const afterScanMs = 8_000;

/** What is measured with, and how much of it. */
interface Run {
  readonly options: BenchOptions;
  readonly library: Library;
  readonly workFolder: string;
  readonly server: ChildServer;
  readonly client: DustClient;
  readonly say: (line: string) => void;
}

/** Runs the asked measurements on a fresh database and removes it again. `say` takes lines of progress. */
export async function runBench(
  options: BenchOptions,
  library: Library,
  say: (line: string) => void,
): Promise<Figures> {
  const workFolder = mkdtempSync(join(tmpdir(), 'dust-bench-'));
  const settings = { dataFolder: join(workFolder, 'data'), libraryFolder: library.folder };
  mkdirSync(settings.dataFolder);
  try {
    const measured = await measureServer({ options, library, workFolder, settings, say });
    const start = options.sections.has('start') ? { start: await measureStart(settings, startRuns) } : {};
    return { machine: describeMachine(), books: options.books, ...start, ...measured };
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

async function measureServer(
  parts: Omit<Run, 'server' | 'client'> & { readonly settings: DustSettings },
): Promise<Omit<Figures, 'machine' | 'books' | 'start'>> {
  const { sections } = parts.options;
  await using server = await startDust(parts.settings);
  const client = await DustClient.signIn(server.port);
  const run: Run = { ...parts, server, client };
  const firstScan = await measureFirstScan(client);
  run.say(`first scan: ${firstScan.durationMs} ms`);
  const memory = await measureIdleMemory(server);
  const scans = sections.has('scan') ? await runScans(run, firstScan) : undefined;
  // A scan's threads end some seconds after it; requests are measured at rest.
  if (scans !== undefined) await sleep(afterScanMs);
  const asksHttp = (['http', 'opds', 'publications', 'kosync'] as const).some((section) =>
    sections.has(section),
  );
  const http = asksHttp ? await runHttp(run) : undefined;
  const pages = sections.has('pages') ? await runPages(run) : undefined;
  const stalls = sections.has('stalls') ? await runStalls(run) : undefined;
  return {
    ...(scans === undefined ? {} : { scans }),
    ...(http === undefined ? {} : { http: http.figures }),
    ...(pages === undefined ? {} : { pages }),
    ...(stalls === undefined ? {} : { stalls }),
    ...(memory === undefined || !sections.has('memory')
      ? {}
      : { memory: { ...memory, underLoadMb: http?.memoryMb } }),
  };
}

async function measureIdleMemory(
  server: ChildServer,
): Promise<Omit<MemoryReport, 'underLoadMb'> | undefined> {
  const peak = readMemory(server.pid);
  // Long enough for idle workers to end and for the heap to shrink.
  await sleep(afterScanMs);
  const idle = readMemory(server.pid);
  return peak === undefined || idle === undefined
    ? undefined
    : { idleMb: idle.nowMb, scanPeakMb: peak.peakMb };
}

async function runScans({ client, library, say }: Run, firstScan: ScanFigures): Promise<ScanFigures[]> {
  say('scanning again');
  return [firstScan, ...(await measureRescans(client, library))];
}

async function runHttp(run: Run): Promise<{ figures: HttpFigures[]; memoryMb: number | undefined }> {
  const { options, client, library, server, say } = run;
  const endpoints = longOnesLast([
    ...(options.sections.has('http')
      ? await prepareEndpoints(client, { folder: library.folder, books: options.books })
      : []),
    ...(options.sections.has('opds') ? await prepareOpdsEndpoints(client) : []),
    ...(options.sections.has('publications') ? await preparePublicationEndpoints(client) : []),
    ...(options.sections.has('kosync') ? await prepareKosyncEndpoints(client, library.folder) : []),
  ]);
  await using bare = await startBare(
    endpoints.map((endpoint) => endpoint.bare),
    run.workFolder,
  );
  await using load = await LoadProcess.start();
  const effort = options.isFull ? { rounds: 5, durationMs: 1_500 } : { rounds: 3, durationMs: 400 };
  for (const endpoint of endpoints) {
    const plan = {
      load,
      dustPort: server.port,
      barePort: bare.port,
      connections: fewConnections,
      durationMs: warmUpMs,
    };
    await warmUp(endpoint, plan);
  }
  const figures: HttpFigures[] = [];
  let memoryMb: number | undefined;
  for (const connections of options.isFull ? [...connectionCounts, manyConnections] : connectionCounts) {
    for (const endpoint of endpoints) {
      if (endpoint.isLong === true && connections > fewConnections) continue;
      say(`${endpoint.name}, ${connections} connections`);
      const rounds = endpoint.isLong === true ? longEffort : effort;
      const plan = { load, dustPort: server.port, barePort: bare.port, connections, ...rounds };
      figures.push(await measureEndpoint(endpoint, plan));
      const now = readMemory(server.pid)?.nowMb;
      if (now !== undefined) memoryMb = Math.max(memoryMb ?? 0, now);
    }
  }
  return { figures, memoryMb };
}

function longOnesLast(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  return endpoints.toSorted((one, other) => Number(one.isLong ?? false) - Number(other.isLong ?? false));
}

async function runPages({ options, client, workFolder, say }: Run): Promise<PageFigures> {
  const effort = options.isFull ? { rounds: 5, durationMs: 1_500 } : { rounds: 3, durationMs: 600 };
  return await measurePages({ library: client, workFolder, say, ...effort });
}

async function runStalls({ client, server, options, say }: Run): Promise<StallFigures[]> {
  say('heavy work beside requests');
  await using load = await LoadProcess.start();
  const [book] = await client.listBooks(1);
  if (book === undefined) throw new Error('the library has no books');
  const durationMs = options.isFull ? 5_000 : 2_000;
  return await measureStalls({ client, port: server.port, load, bookId: book.id, durationMs });
}

function describeMachine(): Figures['machine'] {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.versions.node,
    date: new Date().toISOString(),
  };
}
