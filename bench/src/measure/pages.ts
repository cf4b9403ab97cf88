import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startBare } from '../bare/start-bare.ts';
import { largeKinds, largePage, writeJpegComic, writePageBooks } from '../library/page-books.ts';
import { LoadProcess } from '../load/load-process.ts';
import { percentile } from '../report/statistics.ts';
import type { ChildServer } from '../server/child-server.ts';
import { DustClient } from '../server/dust-client.ts';
import { startDust } from '../server/dust-server.ts';
import { getEndpoint } from './endpoints.ts';
import { measureEndpoint, warmUp, type HttpFigures } from './http.ts';
import { readMemory } from './memory.ts';

export interface PageLatency {
  readonly name: string;
  readonly requests: number;
  /** Milliseconds, one request after the other. */
  readonly p50: number;
  readonly p95: number;
}

export interface PageFigures {
  readonly http: readonly HttpFigures[];
  readonly latencies: readonly PageLatency[];
  /** Resident megabytes that page 200 of 300 MB takes beyond the last page of a book of two. */
  readonly memory: readonly { readonly kind: string; readonly extraMb: number }[];
}

export interface PagePlan {
  readonly workFolder: string;
  /** Of the server with the whole library, none of whose thumbnails were asked for before. */
  readonly library: DustClient;
  readonly rounds: number;
  readonly durationMs: number;
  readonly say: (line: string) => void;
}

const pages = 40;
const scanMs = 120_000;

/** Pages and thumbnails made for the first time and sent again, and the memory that large books take. */
export async function measurePages(plan: PagePlan): Promise<PageFigures> {
  const { workFolder, library, say } = plan;
  const [libraryFolder, dataFolder] = [join(workFolder, 'page-books'), join(workFolder, 'page-data')];
  mkdirSync(dataFolder);
  say('drawing pages');
  writePageBooks(libraryFolder, pages);
  await using server = await startDust({ dataFolder, libraryFolder });
  const client = await DustClient.signIn(server.port);
  await client.waitForScan(scanMs);
  say('pages of large books');
  const memory = await measureMemory(server, client);
  say('pages and thumbnails for the first time');
  const { body } = await client.getBytes(`${await pathOf(client, 'drawings.cbz')}/1?format=jpeg`);
  writeJpegComic(join(libraryFolder, 'photographs.cbz'), body, pages);
  await client.scan('quick', scanMs);
  const latencies = [
    ...(await measureThumbnails(library)),
    ...(await measureFirst(client, 'photographs.cbz', ['640', '1280', '1280&format=webp'])),
    ...(await measureFirst(client, 'drawings.cbz', ['1280'])),
  ];
  say('pages again');
  return { http: await measureAgain(server, client, plan), latencies, memory };
}

async function measureFirst(
  client: DustClient,
  file: string,
  widths: readonly string[],
): Promise<PageLatency[]> {
  const path = await pathOf(client, file);
  const latencies: PageLatency[] = [];
  for (const width of widths) {
    const urls = Array.from({ length: pages }, (_, index) => `${path}/${index + 1}?width=${width}`);
    latencies.push(await timeEach(client, `first, ${file}, width=${width}`, urls));
  }
  return latencies;
}

async function measureThumbnails(client: DustClient): Promise<PageLatency[]> {
  const books = await client.listBooks(200);
  const covers = books.flatMap(({ cover_image_path: path }) => (path === null ? [] : [`/${path}&width=320`]));
  return [
    await timeEach(client, 'thumbnail, first', covers),
    await timeEach(client, 'thumbnail, later', covers),
  ];
}

async function measureAgain(
  server: ChildServer,
  client: DustClient,
  { workFolder, rounds, durationMs }: PagePlan,
): Promise<HttpFigures[]> {
  const path = await pathOf(client, 'photographs.cbz');
  const endpoints = [
    await getEndpoint(client, 'page 320 px wide, kept', `${path}/1?width=320`),
    await getEndpoint(client, 'page 640 px wide, kept', `${path}/1?width=640`),
    await getEndpoint(client, 'page 1,280 px wide, kept', `${path}/1?width=1280`),
    await getEndpoint(client, 'page as it is', `${path}/1`),
  ];
  await using bare = await startBare(
    endpoints.map((endpoint) => endpoint.bare),
    workFolder,
  );
  await using load = await LoadProcess.start();
  const plan = { load, dustPort: server.port, barePort: bare.port, connections: 10, durationMs };
  const figures: HttpFigures[] = [];
  for (const endpoint of endpoints) {
    await warmUp(endpoint, plan);
    figures.push(await measureEndpoint(endpoint, { ...plan, rounds }));
  }
  return figures;
}

async function measureMemory(server: ChildServer, client: DustClient): Promise<PageFigures['memory']> {
  const figures: { kind: string; extraMb: number }[] = [];
  for (const kind of largeKinds) {
    const small = await pathOf(client, `small.${kind}`);
    // All threads load what they need.
    for (const width of [160, 320, 640, 1280, 1600, 1920]) await client.getBytes(`${small}/2?width=${width}`);
    const before = readMemory(server.pid);
    await client.getBytes(`${await pathOf(client, `large.${kind}`)}/${largePage}?width=1280`);
    const after = readMemory(server.pid);
    if (before !== undefined && after !== undefined)
      figures.push({ kind, extraMb: Math.max(0, after.nowMb - before.nowMb) });
  }
  return figures;
}

async function timeEach(client: DustClient, name: string, urls: readonly string[]): Promise<PageLatency> {
  const times: number[] = [];
  for (const url of urls) {
    const started = performance.now();
    await client.getBytes(url);
    times.push(performance.now() - started);
  }
  const sorted = times.toSorted((one, other) => one - other);
  return { name, requests: urls.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}

/** Where the pages of a book are. */
async function pathOf(client: DustClient, file: string): Promise<string> {
  const book = (await client.listBooks(500)).find(({ filepath }) => filepath.endsWith(file));
  if (book === undefined) throw new Error(`the library has no ${file}`);
  return `/books/${book.id}/pages`;
}
