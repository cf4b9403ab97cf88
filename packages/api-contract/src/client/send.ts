import { DustApiError } from './dust-api-error.ts';

/** How requests leave the client. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  /** How often a repeatable request is sent again after a network failure. */
  readonly retries: number;
  /** Wait before the first repetition; it doubles each time. */
  readonly retryDelayMs: number;
}

/** A request, in parts that can be sent more than once. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly signal: AbortSignal | null;
  /** Whether it does no harm if the server gets it again. */
  readonly isRepeatable: boolean;
}

/**
 * Sends a request and reads its answer. Throws {@link DustApiError}, or the signal's reason once it is aborted.
 * Only network failures are repeated: an answer, whatever its status, is an answer.
 */
export async function send<Answer>(
  transport: Transport,
  request: Outgoing,
  read: (response: Response) => Promise<Answer>,
): Promise<Answer> {
  const { url, isRepeatable, ...init } = request;
  const retries = isRepeatable ? transport.retries : 0;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await read(await transport.fetch(url, init));
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof DustApiError) throw error;
      if (attempt >= retries) throw networkError(error);
      await pause(transport.retryDelayMs * 2 ** attempt, request.signal);
    }
  }
}

function networkError(cause: unknown): DustApiError {
  return new DustApiError({ code: 'NETWORK_ERROR', message: 'The server cannot be reached', cause });
}

/** Waits; rejects with the signal's reason as soon as it is aborted. */
export async function pause(ms: number, signal: AbortSignal | null): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
