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

/** A position that cannot be kept: a percentage beyond 0–100, or too long a text. */
export class InvalidPositionError extends Error {
  readonly code = 'VALIDATION_ERROR';

  /** @param part of the position that is wrong */
  constructor(part: 'percentage' | 'client' | 'device' | 'value') {
    super(`Invalid ${part} of a position`);
  }
}
