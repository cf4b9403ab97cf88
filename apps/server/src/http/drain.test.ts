import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { drain } from './drain.ts';

test('a server to which nobody is connected is drained at once', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  await drain(server, { leastMs: 60_000, mostMs: 60_000 });
  server.close();
});

test('a server is drained for the least time even if its clients leave', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const socket = connect(isNetAddress(address) ? address.port : 0, '127.0.0.1');
  await once(server, 'connection');
  const startMs = performance.now();
  const drained = drain(server, { leastMs: 200, mostMs: 60_000 });
  socket.destroy();
  await drained;
  expect(performance.now() - startMs).toBeGreaterThan(190);
  server.close();
});

function isNetAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
