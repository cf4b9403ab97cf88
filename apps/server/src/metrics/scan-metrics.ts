import type { CrawlerHandle, ScanReport, ScanStatus } from '@dust/crawler';
import type { Sample } from './exposition.ts';
import { Histogram } from './histogram.ts';

/** Seconds. */
const durationBounds = [1, 5, 15, 60, 300, 900, 3600];

const finalStatuses = ['completed', 'needs_confirmation', 'failed'] as const satisfies readonly ScanStatus[];

/** Counts the scans that end while the server runs: stored reports are deleted with time, so their number may fall. */
export class ScanMetrics {
  readonly #byStatus = new Map<string, number>();
  readonly durations: Histogram = new Histogram(durationBounds);

  constructor(crawler: Pick<CrawlerHandle, 'on'>) {
    for (const status of finalStatuses) this.#byStatus.set(status, 0);
    crawler.on('progress', (report) => this.#hear(report));
  }

  counts(): readonly Sample[] {
    return [...this.#byStatus].map(([status, value]) => ({ labels: { status }, value }));
  }

  #hear({ status, duration_ms: durationMs }: ScanReport): void {
    if (status === 'running') return;
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
    if (durationMs !== null) this.durations.observe(durationMs / 1000);
  }
}
