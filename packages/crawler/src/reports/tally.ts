import type { ScanCounts, ScanWarning } from '../scan-report.ts';

/** What a scan counts while it runs. */
export class Tally implements ScanCounts {
  directories_scanned = 0;
  books_found = 0;
  books_added = 0;
  books_updated = 0;
  books_moved = 0;
  books_archived = 0;
  books_unarchived = 0;
  files_quarantined = 0;
  errors = 0;
  readonly warnings: ScanWarning[] = [];
  /** Files done of those found; the total is not known before all folders were seen. */
  filesDone = 0;
  filesTotal: number | null = null;

  counts(): ScanCounts {
    return {
      directories_scanned: this.directories_scanned,
      books_found: this.books_found,
      books_added: this.books_added,
      books_updated: this.books_updated,
      books_moved: this.books_moved,
      books_archived: this.books_archived,
      books_unarchived: this.books_unarchived,
      files_quarantined: this.files_quarantined,
      errors: this.errors,
    };
  }
}
