import { Exposition } from './exposition.ts';
import type { LibraryFigures } from './library-figures.ts';
import type { RequestMetrics } from './request-metrics.ts';
import type { ScanMetrics } from './scan-metrics.ts';

export interface MetricsSources {
  readonly version: string;
  readonly requests: RequestMetrics;
  readonly scans: ScanMetrics;
  readonly library: LibraryFigures;
}

/** All metrics of the server as OpenMetrics text. */
export function metricsText({ version, requests, scans, library }: MetricsSources): string {
  const out = new Exposition();
  out.info({ name: 'dust_build', help: 'The running server.' }, { version, node: process.versions.node });
  out.counter(
    { name: 'dust_http_requests', help: 'Requests answered, by method, route and status.' },
    requests.counts(),
  );
  out.histogram(
    {
      name: 'dust_http_request_duration_seconds',
      unit: 'seconds',
      help: 'From the arrival of a request until its answer is on its way.',
    },
    requests.durations(),
  );
  addLibrary(out, library);
  out.counter({ name: 'dust_scans', help: 'Scans ended since the server started.' }, scans.counts());
  out.histogram(
    {
      name: 'dust_scan_duration_seconds',
      unit: 'seconds',
      help: 'How long scans took that ended since the server started.',
    },
    [{ histogram: scans.durations }],
  );
  addProcess(out);
  return out.text();
}

function addLibrary(out: Exposition, library: LibraryFigures): void {
  out.gauge({ name: 'dust_books', help: 'Books by status.' }, [
    { labels: { status: 'active' }, value: library.activeBooks },
    { labels: { status: 'archived' }, value: library.archivedBooks },
  ]);
  out.gauge({ name: 'dust_users', help: 'Accounts, by whether they may sign in.' }, [
    { labels: { active: 'true' }, value: library.activeUsers },
    { labels: { active: 'false' }, value: library.inactiveUsers },
  ]);
  out.gauge({ name: 'dust_quarantined_files', help: 'Files with a problem.' }, [
    { value: library.quarantinedFiles },
  ]);
}

function addProcess(out: Exposition): void {
  const { user, system } = process.cpuUsage();
  out.counter(
    { name: 'process_cpu_seconds', unit: 'seconds', help: 'Processor time used, all threads together.' },
    [{ value: (user + system) / 1e6 }],
  );
  out.gauge({ name: 'process_resident_memory_bytes', unit: 'bytes', help: 'Memory in use.' }, [
    { value: process.memoryUsage.rss() },
  ]);
  out.gauge(
    { name: 'process_start_time_seconds', unit: 'seconds', help: 'Start of the process, Unix time.' },
    [{ value: performance.timeOrigin / 1000 }],
  );
}
