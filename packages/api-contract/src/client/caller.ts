import type { Operation } from '../operation.ts';
import { buildUrl, type Values } from './build-url.ts';
import type { CallOptions } from './client-types.ts';
import { readJson, readNothing } from './read-answer.ts';
import { send, type Outgoing, type Transport } from './send.ts';

/** What a call sends, for any operation. */
export interface Input {
  readonly params?: Values;
  readonly query?: Values;
  readonly body?: unknown;
}

interface CallerOptions {
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly token: string | null;
  readonly onToken: (token: string | null) => void;
}

/** Calls operations of one server, and keeps the token they are called with. */
export class Caller {
  readonly #options: CallerOptions;
  /** The token of the next request. */
  token: string | null;

  constructor(options: CallerOptions) {
    this.#options = options;
    this.token = options.token;
  }

  /** Calls an operation: its JSON, or the `Response` where the answer is not JSON. */
  async call(operation: Operation, input: Input = {}, options: CallOptions = {}): Promise<unknown> {
    const { transport, onToken } = this.#options;
    if (operation.produces) return this.open(operation, input, options);
    const body = await send(transport, this.#prepare(operation, input, options), readJson);
    const token = tokenAfter(operation, body);
    if (token !== undefined) {
      this.token = token;
      onToken(token);
    }
    return body;
  }

  /** Calls an operation whose answer is not JSON. */
  async open(operation: Operation, input: Input, options: CallOptions): Promise<Response> {
    return send(this.#options.transport, this.#prepare(operation, input, options), readNothing);
  }

  #prepare(operation: Operation, input: Input, options: CallOptions): Outgoing {
    const headers = new Headers(options.headers);
    if (!headers.has('accept')) headers.set('accept', operation.produces ? '*/*' : 'application/json');
    if (this.token !== null) headers.set('authorization', `Bearer ${this.token}`);
    if (input.body !== undefined) headers.set('content-type', 'application/json');
    return {
      url: buildUrl(this.#options.baseUrl, operation.path, input),
      method: operation.method,
      headers,
      body: input.body === undefined ? null : JSON.stringify(input.body),
      signal: options.signal ?? null,
      isRepeatable: operation.isRepeatable ?? operation.method !== 'POST',
    };
  }
}

/** The token in use after an answer: undefined if it stays as it is. */
function tokenAfter({ operationId }: Operation, body: unknown): string | null | undefined {
  if (operationId === 'logout') return null;
  if (operationId !== 'login' && operationId !== 'changePassword') return undefined;
  const token: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'token') : undefined;
  return typeof token === 'string' ? token : undefined;
}
