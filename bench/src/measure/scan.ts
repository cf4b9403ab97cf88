import { type Library, writeBooks } from '../library/make-library.ts';
import type { DustClient, ScanReport } from '../server/dust-client.ts';

export interface ScanFigures {
  readonly name: string;
  readonly files: number;
  readonly added: number;
  readonly updated: number;
  readonly durationMs: number;
  readonly filesPerSecond: number;
}

const timeoutMs = 15 * 60_000;

/** What the scan at the first start took. */
export async function measureFirstScan(client: DustClient): Promise<ScanFigures> {
  return figuresOf('first scan', await client.waitForScan(timeoutMs));
}

/** Scans again: with nothing changed, with one file in a hundred changed, and with everything read anew. */
export async function measureRescans(client: DustClient, library: Library): Promise<ScanFigures[]> {
  const unchanged = figuresOf('nothing changed', await client.scan('quick', timeoutMs));
  const changedBooks = Array.from(
    { length: Math.max(1, Math.floor(library.options.books / 100)) },
    (_, index) => index * 100,
  );
  writeBooks(library, changedBooks, 1);
  try {
    const changed = figuresOf('1 % changed', await client.scan('quick', timeoutMs));
    return [unchanged, changed];
  } finally {
    // The library is kept for later runs.
    writeBooks(library, changedBooks);
    await client.scan('quick', timeoutMs);
  }
}

function figuresOf(name: string, report: ScanReport): ScanFigures {
  if (report.status !== 'completed') throw new Error(`${name}: the scan ended as ${report.status}`);
  const durationMs = report.duration_ms ?? 0;
  return {
    name,
    files: report.books_found,
    added: report.books_added,
    updated: report.books_updated,
    durationMs,
    filesPerSecond: (report.books_found / Math.max(1, durationMs)) * 1000,
  };
}
