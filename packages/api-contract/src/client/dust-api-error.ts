import { contract, type ErrorCodeOf, type OperationId } from '../contract.ts';
import { isErrorCode, type ErrorCode, type ErrorDetail } from '../errors.ts';
import { everyRoute } from '../failure-sets.ts';

/**
 * Failures that no server told: `NETWORK_ERROR` no answer came; `UNEXPECTED_RESPONSE` the answer is not one of Dust's,
 * or has a code that this version does not know.
 */
export type ClientErrorCode = 'NETWORK_ERROR' | 'UNEXPECTED_RESPONSE';

export type DustErrorCode = ErrorCode | ClientErrorCode;

interface Failure<Code> extends ErrorOptions {
  readonly code: Code;
  readonly message: string;
  readonly status?: number;
  readonly requestId?: string | null;
  readonly details?: readonly ErrorDetail[];
}

/** A call that failed. `message` is a sentence for people; programs look at `code`. */
export class DustApiError<Code extends DustErrorCode = DustErrorCode> extends Error {
  override readonly name = 'DustApiError';
  readonly code: Code;
  /** HTTP status; 0 if there was no answer. */
  readonly status: number;
  /** Names the request in the server's log; null if the server did not tell. */
  readonly requestId: string | null;
  /** What is wrong with the request, for `VALIDATION_ERROR`. */
  readonly details: readonly ErrorDetail[];

  constructor({ code, message, status = 0, requestId = null, details = [], ...options }: Failure<Code>) {
    super(message, options);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.details = details;
  }
}

/** Whether a caught value is an error of the client, and has one of the codes if any are named. */
export function isDustError<Code extends DustErrorCode = DustErrorCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is DustApiError<Code> {
  if (!(error instanceof DustApiError)) return false;
  const wanted: readonly DustErrorCode[] = codes;
  return wanted.length === 0 || wanted.includes(error.code);
}

/** Whether a caught value is an error that the operation is known to fail with: narrows `code` to its own codes. */
export function isErrorOf<Id extends OperationId>(
  operationId: Id,
  error: unknown,
): error is DustApiError<ErrorCodeOf<Id> | ClientErrorCode> {
  if (!isDustError(error)) return false;
  const codes: readonly DustErrorCode[] = [...contract[operationId].errors, ...everyRoute];
  return !isErrorCode(error.code) || codes.includes(error.code);
}
