import type { ScanReport } from '@dust/crawler';

/** What a scan did, in a few lines for people. */
export function scanSummary(report: ScanReport): string {
  const seconds = ((report.duration_ms ?? 0) / 1000).toFixed(1);
  const changes = [
    [report.books_added, 'added'],
    [report.books_updated, 'updated'],
    [report.books_moved, 'moved'],
    [report.books_archived, 'archived'],
    [report.books_unarchived, 'returned'],
  ] as const;
  const done = changes.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const lines = [
    `Scan ${report.status} in ${seconds} s: ${report.books_found} books found, ${done.length === 0 ? 'nothing changed' : done.join(', ')}`,
    ...(report.files_quarantined > 0 ? [`${report.files_quarantined} files have problems`] : []),
    ...(report.errors > 0 ? [`${report.errors} files or folders could not be examined`] : []),
    ...report.warnings.map(({ message }) => `Warning: ${message}`),
  ];
  return `${lines.join('\n')}\n`;
}
