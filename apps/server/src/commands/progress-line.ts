import type { ScanReport } from '@dust/crawler';
import type { Output } from './command.ts';

const barWidth = 24;

/** Shows a scan's progress: one line that is written over on a terminal, now and then a line elsewhere. */
export function progressLine(output: Output, nowMs: () => number): (report: ScanReport) => void {
  const startedAt = nowMs();
  let shownAt = Number.NEGATIVE_INFINITY;
  return (report) => {
    const { progress } = report;
    const isOver = report.status !== 'running' || progress === null;
    if (output.isTTY === true) {
      output.write(isOver ? '\r\u001B[K' : `\r\u001B[K${describe(progress, nowMs() - startedAt)}`);
      return;
    }
    if (isOver || nowMs() - shownAt < 5000) return;
    shownAt = nowMs();
    output.write(`${describe(progress, nowMs() - startedAt)}\n`);
  };
}

function describe(progress: NonNullable<ScanReport['progress']>, elapsedMs: number): string {
  const { files_done: done, files_total: total } = progress;
  if (total === null) return `looking for books: ${done} so far`;
  const share = total === 0 ? 1 : done / total;
  const filled = Math.round(share * barWidth);
  const rate = elapsedMs === 0 ? 0 : done / (elapsedMs / 1000);
  const left = rate === 0 ? '' : `, ${Math.ceil((total - done) / rate)} s left`;
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${done} of ${total} files, ${Math.round(rate)} a second${left}`;
}
