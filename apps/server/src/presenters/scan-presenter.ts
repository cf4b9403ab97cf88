import type { ScanReport } from '@dust/api-contract';
import { listVisibleIds, type Viewer } from '@dust/books-core';
import type { ScanReport as DomainReport } from '@dust/crawler';
import type { Db } from '@dust/db';

/** A scan with all the books that it asks about: for who sees every book. */
export function presentScan(report: DomainReport): ScanReport {
  const { warnings, pending } = report;
  return {
    ...report,
    warnings: warnings.map((warning) => ({ ...warning })),
    pending: pending === null ? null : { ...pending, books: pending.books.map((book) => ({ ...book })) },
  };
}

/** Names only the books that the viewer sees; how many are missing is told all the same, for it is decided on all of them. */
export async function presentScanFor(db: Db, viewer: Viewer, report: DomainReport): Promise<ScanReport> {
  const scan = presentScan(report);
  return nameOnly(scan, new Set(await listVisibleIds(db, viewer, pendingIds(scan))));
}

/** Ids of the books that a scan names. */
export function pendingIds({ pending }: ScanReport): number[] {
  return pending === null ? [] : pending.books.map(({ id }) => id);
}

/** The scan with those of its books that are in a set. */
export function nameOnly(scan: ScanReport, ids: ReadonlySet<number>): ScanReport {
  const { pending } = scan;
  if (pending === null) return scan;
  return { ...scan, pending: { ...pending, books: pending.books.filter(({ id }) => ids.has(id)) } };
}
