import { presentScan } from '../presenters/scan-presenter.ts';
import type { Services } from '../services.ts';

/** Tells the log and connected clients what the crawler does. */
export function followCrawler({ crawler, events, logger }: Services): void {
  let loggedAtMs = 0;
  crawler.on('progress', (report) => {
    events.scanProgress(presentScan(report));
    const isOver = report.status !== 'running';
    if (!isOver && performance.now() - loggedAtMs < 5000) return;
    loggedAtMs = performance.now();
    const {
      id,
      status,
      progress,
      books_found,
      books_added,
      books_updated,
      books_archived,
      files_quarantined,
      errors,
      duration_ms,
    } = report;
    const done = isOver ? { duration_ms } : { ...progress };
    logger.info(
      {
        scan: id,
        status,
        ...done,
        books_found,
        books_added,
        books_updated,
        books_archived,
        files_quarantined,
        errors,
      },
      isOver ? 'scan finished' : 'scanning',
    );
    if (isOver) for (const { code, message } of report.warnings) logger.warn({ scan: id, code }, message);
  });
  crawler.on('books', ({ added, updated, archived }) => {
    events.booksChanged('book.added', added);
    events.booksChanged('book.updated', updated);
    events.booksChanged('book.archived', archived);
  });
}
