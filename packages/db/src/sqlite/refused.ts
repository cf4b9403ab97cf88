/** A file that Dust cannot use as its database. It has not been changed. */
export class DatabaseRefusedError extends Error {
  readonly code = 'DATABASE_REFUSED';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`Cannot use ${file}: ${reason}`, options);
  }
}

export const takenReason = 'another program, perhaps a running server, is using it';
