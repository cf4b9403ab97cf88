import { eventData, type DustEvent } from '../areas/events.ts';
import type { EventOptions } from './client-types.ts';
import { DustApiError, isDustError } from './dust-api-error.ts';
import { EventStreamParser, type StreamMessage } from './event-stream.ts';
import { pause } from './send.ts';

/** Opens the stream after an event id (null: from now on). */
type Connect = (lastEventId: string | null, signal: AbortSignal) => Promise<Response>;

const defaultRetryMs = 3000;

/**
 * The events of a server, one connection after the other: a stream that ends or breaks is resumed after its last event.
 * Throws when the server refuses (signed out, forbidden, too many streams); ends when the signal is aborted.
 */
export async function* readEvents(
  connect: Connect,
  options: EventOptions,
): AsyncGenerator<DustEvent, void, undefined> {
  const left = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, left.signal]) : left.signal;
  let lastEventId = options.lastEventId ?? null;
  let retryMs = defaultRetryMs;
  try {
    for (;;) {
      const parser = new EventStreamParser(lastEventId);
      for await (const message of oneConnection(() => connect(lastEventId, signal), parser)) {
        lastEventId = message.id;
        const event = parseEvent(message);
        if (event) yield event;
      }
      retryMs = parser.retryMs ?? retryMs;
      await pause(retryMs, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    left.abort();
  }
}

async function* oneConnection(
  open: () => Promise<Response>,
  parser: EventStreamParser,
): AsyncGenerator<StreamMessage, void, undefined> {
  try {
    const { body } = await open();
    if (body === null) return;
    const reader = body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parser.push(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    if (!isWorthAnotherTry(error)) throw error;
  }
}

function isWorthAnotherTry(error: unknown): boolean {
  // A broken connection is a TypeError of the stream's reader; a server that restarts answers 5xx.
  return error instanceof TypeError || (isDustError(error) && (error.status === 0 || error.status >= 500));
}

function parseEvent({ id, event, data }: StreamMessage): DustEvent | undefined {
  const parsed = { id, event, data: parseData(data) };
  return isDustEvent(parsed) ? parsed : undefined;
}

function parseData(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new DustApiError({ code: 'UNEXPECTED_RESPONSE', message: 'An event is not JSON', cause });
  }
}

/** Events of a newer server that this version does not know are passed over. */
function isDustEvent(value: { event: string; data: unknown }): value is DustEvent {
  return Object.hasOwn(eventData, value.event) && typeof value.data === 'object' && value.data !== null;
}
