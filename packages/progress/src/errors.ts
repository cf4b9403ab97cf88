/** What a reader sent cannot be saved as progress: "current_page is required" or "Invalid request". */
export class InvalidProgressError extends Error {
  readonly code = 'VALIDATION_ERROR';
}

/** A text that names no IANA time zone. */
export class InvalidTimeZoneError extends Error {
  readonly code = 'VALIDATION_ERROR';

  constructor(options?: ErrorOptions) {
    super('Invalid time zone', options);
  }
}
