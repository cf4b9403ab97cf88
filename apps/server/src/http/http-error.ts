import { errors, type ErrorCode, type ErrorDetail } from '@dust/api-contract';

export interface HttpErrorOptions extends ErrorOptions {
  readonly details?: readonly ErrorDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A failure the HTTP layer itself finds. Those of the domains are errors of their own with a `code`. */
export class HttpError extends Error {
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, text?: string, options: HttpErrorOptions = {}) {
    super(text ?? errors[code].text, options);
    this.code = code;
    this.details = options.details;
    this.headers = options.headers ?? {};
  }
}
