import { streamEvents } from '../areas/events.ts';
import { contract } from '../contract.ts';
import { Caller, type Input } from './caller.ts';
import type { CallOptions, DustClient, Methods } from './client-types.ts';
import { readEvents } from './read-events.ts';

export interface DustClientOptions {
  /** URL of the server, with or without a slash at the end. */
  readonly baseUrl: string;
  /** Token of an earlier sign-in. */
  readonly token?: string | null;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Called with the new token after signing in or changing the password, and with null after signing out. */
  readonly onToken?: (token: string | null) => void;
  /**
   * How often calls are sent again after a network failure; 2 by default. Never sent again are POST and whatever may have
   * ended the session it was sent in: `changePassword`, `revokeUserSession`.
   */
  readonly retries?: number;
  /** Wait before the first repetition, doubled each time; 200 ms by default. */
  readonly retryDelayMs?: number;
}

/** A client with one method for each operation of the contract, named by its operation id. */
export function createDustClient(options: DustClientOptions): DustClient {
  const { baseUrl, token = null, onToken = () => undefined, retries = 2, retryDelayMs = 200 } = options;
  // A browser's fetch refuses to be called as a method of anything but the window.
  const fetch = options.fetch ?? ((...args) => globalThis.fetch(...args));
  const caller = new Caller({ baseUrl, token, onToken, transport: { fetch, retries, retryDelayMs } });
  return {
    ...methodsOf(caller),
    streamEvents: (options = {}) =>
      readEvents((lastEventId, signal) => {
        const headers = lastEventId === null ? {} : { 'last-event-id': lastEventId };
        return caller.open(streamEvents, {}, { signal, headers });
      }, options),
    setToken: (next) => {
      caller.token = next;
    },
    getToken: () => caller.token,
  };
}

type Method = (input?: Input, options?: CallOptions) => Promise<unknown>;

function methodsOf(caller: Caller): Methods {
  const methods: Record<string, Method> = {};
  for (const operation of Object.values(contract)) {
    if (operation === streamEvents) continue;
    methods[operation.operationId] = (input, options) => caller.call(operation, input, options);
  }
  if (!isComplete(methods)) throw new TypeError('The contract lacks an operation');
  return methods;
}

/**
 * The one place where types are believed rather than proven: TypeScript cannot follow a loop over the contract, and
 * answers are not validated again in the client.
 */
function isComplete(methods: object): methods is Methods {
  return Object.keys(contract).every((id) => id === 'streamEvents' || Object.hasOwn(methods, id));
}
