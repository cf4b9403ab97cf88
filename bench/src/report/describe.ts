import type { Figures } from './figures.ts';
import { formatNumber, formatTable } from './table.ts';

/** The figures as text for a terminal. */
export function describe({ machine, books, start, scans, http, pages, memory, stalls }: Figures): string {
  const parts = [
    `${formatNumber(books)} books · ${machine.cpu}, ${machine.cores} cores · Node ${machine.node}`,
  ];
  if (start !== undefined)
    parts.push(`start of the process to /health: ${formatNumber(start.medianMs)} ms (median)`);
  if (scans !== undefined) parts.push(describeScans(scans));
  if (memory !== undefined) parts.push(describeMemory(memory));
  if (http !== undefined) parts.push(describeHttp(http));
  if (pages !== undefined) parts.push(describePages(pages));
  if (stalls !== undefined) parts.push(describeStalls(stalls));
  return `${parts.join('\n\n')}\n`;
}

function describeScans(scans: NonNullable<Figures['scans']>): string {
  const rows = scans.map((scan) => [
    scan.name,
    String(scan.files),
    String(scan.added),
    String(scan.updated),
    formatNumber(scan.durationMs),
    formatNumber(scan.filesPerSecond),
  ]);
  return formatTable(['scan', 'files', 'added', 'updated', 'ms', 'files/s'], rows);
}

function describeMemory({ idleMb, underLoadMb, scanPeakMb }: NonNullable<Figures['memory']>): string {
  const load = underLoadMb === undefined ? [] : [['under load', formatNumber(underLoadMb)]];
  const rows = [
    ['idle after the first scan', formatNumber(idleMb)],
    ...load,
    ['peak of the first scan', formatNumber(scanPeakMb)],
  ];
  return formatTable(['resident memory', 'MB'], rows);
}

function describeHttp(figures: NonNullable<Figures['http']>): string {
  const rows = figures.map((one) => [
    one.endpoint,
    String(one.connections),
    formatNumber(one.requestsPerSecond),
    formatNumber(one.bareRequestsPerSecond),
    formatNumber(one.share),
    formatNumber(one.p50),
    formatNumber(one.p95),
    formatNumber(one.p99),
    one.firstError === undefined ? String(one.errors) : `${one.errors} (${one.firstError})`,
  ]);
  return formatTable(
    ['endpoint', 'conn.', 'req/s', 'bare/s', 'share', 'p50 ms', 'p95 ms', 'p99 ms', 'errors'],
    rows,
  );
}

function describePages({ http, latencies, memory }: NonNullable<Figures['pages']>): string {
  const times = latencies.map(({ name, requests, p50, p95 }) => [
    name,
    String(requests),
    formatNumber(p50),
    formatNumber(p95),
  ]);
  const large = memory.map(({ kind, extraMb }) => [kind, formatNumber(extraMb)]);
  return [
    describeHttp(http),
    formatTable(['pages', 'requests', 'p50 ms', 'p95 ms'], times),
    formatTable(['page 200 of 300 MB', 'extra MB'], large),
  ].join('\n\n');
}

function describeStalls(stalls: NonNullable<Figures['stalls']>): string {
  const rows = stalls.map((one) => [
    one.name,
    formatNumber(one.p99AtRest),
    formatNumber(one.p99During),
    one.requestsPerSecond === undefined ? '' : formatNumber(one.requestsPerSecond),
    String(one.errors),
  ]);
  return formatTable(['under heavy work', 'p99 rest', 'p99 during', 'work/s', 'errors'], rows);
}
