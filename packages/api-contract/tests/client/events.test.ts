import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { createDustClient, isDustError, type DustEvent } from '../../src/index.ts';
import { sendJson, serve } from './fake-server.ts';

const headers = { 'content-type': 'text/event-stream' };

function archived(id: number): string {
  return `id: ${id}\nevent: book.archived\ndata: {"bookId":${id},"reason":"File not found"}\n\n`;
}

function expected(id: number): DustEvent {
  return { id: String(id), event: 'book.archived', data: { bookId: id, reason: 'File not found' } };
}

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, headers).write(`retry: 1\n${text}`);
}

async function take(events: AsyncIterable<DustEvent>, count: number): Promise<DustEvent[]> {
  const taken: DustEvent[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

it('gives events with their data', async () => {
  const { url, received } = await serve((_, response) => stream(response, `: hello\n\n${archived(4)}`));
  const client = createDustClient({ baseUrl: url, token: 'mine' });
  expect(await take(client.streamEvents(), 1)).toEqual([expected(4)]);
  expect(received[0]).toMatchObject({ url: '/events', headers: { authorization: 'Bearer mine' } });
});

it('resumes a stream that ended after its last event', async () => {
  const { url, received } = await serve((_, response, count) => {
    stream(response, archived(count));
    if (count < 3) response.end();
  });
  const events = createDustClient({ baseUrl: url }).streamEvents();
  expect(await take(events, 3)).toEqual([expected(1), expected(2), expected(3)]);
  expect(received.map((request) => request.headers['last-event-id'])).toEqual([undefined, '1', '2']);
});

it('resumes a stream that broke', async () => {
  const { url } = await serve((_, response, count) => {
    stream(response, archived(count));
    if (count === 1) setImmediate(() => response.destroy());
  });
  expect(await take(createDustClient({ baseUrl: url }).streamEvents(), 2)).toEqual([
    expected(1),
    expected(2),
  ]);
});

it('resumes after an event of an earlier stream', async () => {
  const { url, received } = await serve((_, response) => stream(response, archived(10)));
  await take(createDustClient({ baseUrl: url }).streamEvents({ lastEventId: '9' }), 1);
  expect(received[0]?.headers['last-event-id']).toBe('9');
});

it('passes over events it does not know', async () => {
  const unknown = 'id: 1\nevent: moon.phase\ndata: {}\n\n';
  const { url } = await serve((_, response) => stream(response, unknown + archived(2)));
  expect(await take(createDustClient({ baseUrl: url }).streamEvents(), 1)).toEqual([expected(2)]);
});

it('fails when the server refuses', async () => {
  const failure = { error: 'Too many requests', code: 'RATE_LIMITED', requestId: 'r1' };
  const { url } = await serve((_, response) => sendJson(response, 429, failure));
  const error: unknown = await take(createDustClient({ baseUrl: url }).streamEvents(), 1).catch(
    (reason: unknown) => reason,
  );
  expect(isDustError(error, 'RATE_LIMITED')).toBe(true);
});

it('ends without an error when it is aborted', async () => {
  const { url } = await serve((_, response) => stream(response, archived(1)));
  const abort = new AbortController();
  const seen: DustEvent[] = [];
  for await (const event of createDustClient({ baseUrl: url }).streamEvents({ signal: abort.signal })) {
    seen.push(event);
    abort.abort();
  }
  expect(seen).toEqual([expected(1)]);
});

it('closes the connection when the loop is left', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<string>();
  const { url } = await serve((_, response) => {
    response.on('close', () => resolve('closed'));
    stream(response, archived(1));
  });
  await take(createDustClient({ baseUrl: url }).streamEvents(), 1);
  await expect(closed).resolves.toBe('closed');
});
