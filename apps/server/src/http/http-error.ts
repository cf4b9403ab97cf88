import { errors, type ErrorCode, type ErrorDetail } from '@dust/api-contract';

/** By name; a list for a header that stands there several times. */
export type HttpErrorHeaders = Readonly<Record<string, string | readonly string[]>>;

export interface HttpErrorOptions extends ErrorOptions {
  readonly details?: readonly ErrorDetail[];
  readonly headers?: HttpErrorHeaders;
}

/** A failure the HTTP layer itself finds. Those of the domains are errors of their own with a `code`. */
export class HttpError extends Error {
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[] | undefined;
  readonly headers: HttpErrorHeaders;

  constructor(code: ErrorCode, text?: string, options: HttpErrorOptions = {}) {
    super(text ?? errors[code].text, options);
    this.code = code;
    this.details = options.details;
    this.headers = options.headers ?? {};
  }
}
