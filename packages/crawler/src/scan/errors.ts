/** There is no question to decide: the scan is not waiting, was decided already, or was replaced by a newer one. */
export class NothingToConfirmError extends Error {
  readonly code = 'NOTHING_TO_CONFIRM';

  constructor() {
    super('Nothing to confirm for this scan');
  }
}

export class ScanNotFoundError extends Error {
  readonly code = 'SCAN_NOT_FOUND';

  constructor() {
    super('Scan not found');
  }
}

/** A book of which the row or the file is not there. */
export class BookFileNotFoundError extends Error {
  readonly code = 'BOOK_FILE_NOT_FOUND';

  constructor(options?: ErrorOptions) {
    super('Book file not found', options);
  }
}

/** The crawler was stopped, or its thread died, before the work was done. */
export class CrawlerStoppedError extends Error {
  readonly code = 'CRAWLER_STOPPED';

  constructor(options?: ErrorOptions) {
    super('The crawler has stopped', options);
  }
}

/** Another server on the same database scans its library by itself. */
export class ScannedElsewhereError extends Error {
  readonly code = 'SCANNED_ELSEWHERE';

  constructor() {
    super('Another server that uses this database scans its library; this one does not');
  }
}
