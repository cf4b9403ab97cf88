import type { ServerResponse } from 'node:http';
import type { EventHub, NumberedHappening } from './event-hub.ts';

/** One event as it goes over the wire, its data without line breaks. */
export interface WireEvent {
  readonly id: number;
  readonly event: string;
  readonly data: string;
}

export interface EventStreamOptions {
  readonly hub: EventHub;
  readonly response: ServerResponse;
  /** `Last-Event-ID` of a client that comes back. */
  readonly lastEventId: string | undefined;
  /** What this client is told of these happenings, in their order; null if it may not listen any more. */
  readonly tell: (happenings: readonly NumberedHappening[]) => Promise<readonly WireEvent[] | null>;
  /** Whether the caller may still listen; asked now and then. */
  readonly isAllowed: () => Promise<boolean>;
  readonly signal: AbortSignal;
  readonly times: EventTimes;
}

export interface EventTimes {
  /** Between comments, which show proxies and clients that the stream lives. */
  readonly heartbeatMs: number;
  /** Between looks at whether the caller may still listen. */
  readonly accessCheckMs: number;
}

export const defaultEventTimes: EventTimes = { heartbeatMs: 15_000, accessCheckMs: 30_000 };

const batchSize = 100;
/** A client that reads so slowly that this much waits for it is sent away; it comes back and resumes. */
const mostWaitingBytes = 1_000_000;

/** Writes server-sent events to a response until the client leaves, loses its access, or the server stops. */
export async function streamEvents(options: EventStreamOptions): Promise<void> {
  const { response, signal, times } = options;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  response.once('close', end);
  signal.addEventListener('abort', end, { once: true });
  // Neither is told again of what is over already.
  if (response.destroyed || signal.aborted) end();
  const heartbeat = setInterval(() => response.write(': \n\n'), times.heartbeatMs);
  const accessCheck = setInterval(() => {
    options.isAllowed().then((isAllowed) => (isAllowed ? undefined : end()), end);
  }, times.accessCheckMs);
  try {
    response.write('retry: 3000\n\n');
    await pump(options, ended.signal);
  } finally {
    clearInterval(heartbeat);
    clearInterval(accessCheck);
    signal.removeEventListener('abort', end);
    response.end();
  }
}

async function pump(
  { hub, response, lastEventId, tell }: EventStreamOptions,
  ended: AbortSignal,
): Promise<void> {
  let position = startPosition(hub, lastEventId, response);
  while (!ended.aborted && response.writableLength < mostWaitingBytes) {
    const happenings = hub.after(position);
    if (happenings === null) {
      position = sendReset(hub, response);
      continue;
    }
    const batch = happenings.slice(0, batchSize);
    const last = batch.at(-1);
    if (last === undefined) {
      await nextHappening(hub, ended);
      continue;
    }
    const events = await tell(batch);
    if (events === null) return;
    for (const { id, event, data } of events) response.write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`);
    position = last.id;
  }
}

function startPosition(hub: EventHub, lastEventId: string | undefined, response: ServerResponse): number {
  if (lastEventId === undefined || lastEventId === '') return hub.lastId;
  const id = /^\d{1,16}$/.test(lastEventId) ? Number(lastEventId) : -1;
  return hub.after(id) === null ? sendReset(hub, response) : id;
}

/** Tells the client that it missed something. */
function sendReset(hub: EventHub, response: ServerResponse): number {
  response.write(`id: ${hub.lastId}\nevent: reset\ndata: {}\n\n`);
  return hub.lastId;
}

function nextHappening(hub: EventHub, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = hub.subscribe(wake);
    ended.addEventListener('abort', wake, { once: true });
    function wake(): void {
      unsubscribe();
      ended.removeEventListener('abort', wake);
      resolve();
    }
  });
}
