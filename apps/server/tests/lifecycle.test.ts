import { expect, test } from 'vitest';
import { startTestServer } from './test-server.ts';

test('a server that can answer is ready', async () => {
  await using server = await startTestServer();
  const answer = await server.inject({ url: '/health/ready' });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ status: 'ready', checks: { database: 'ok', migrations: 'ok' } });
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('a server that stops lives on, is not ready, and begins nothing', async () => {
  await using server = await startTestServer();
  const { headers } = await server.signUp('admin');
  server.services.lifecycle.stop();
  expect((await server.inject({ url: '/health' })).statusCode).toBe(200);
  for (const url of ['/health/ready', '/books', '/', '/auth/settings']) {
    const answer = await server.inject({ url, headers: { ...headers, origin: 'https://x.example.org' } });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).toMatchObject({
      'retry-after': '5',
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': 'https://x.example.org',
    });
    expect(answer.json()).toEqual({
      error: 'Internal server error',
      code: 'SHUTTING_DOWN',
      requestId: answer.headers['x-request-id'],
    });
  }
});

test('unknown paths and methods are told so even while the server stops', async () => {
  await using server = await startTestServer();
  server.services.lifecycle.stop();
  expect((await server.inject({ url: '/nothing' })).statusCode).toBe(404);
  expect((await server.inject({ method: 'DELETE', url: '/books' })).statusCode).toBe(405);
});

test('a database that cannot be read is not ready, and says nothing of itself', async () => {
  await using server = await startTestServer();
  await server.services.database[Symbol.asyncDispose]();
  const ready = await server.inject({ url: '/health/ready' });
  expect(ready.statusCode).toBe(503);
  expect(ready.headers['retry-after']).toBe('5');
  expect(ready.json()).toEqual({
    error: 'Internal server error',
    code: 'NOT_READY',
    requestId: ready.headers['x-request-id'],
    checks: { database: 'failed', migrations: 'ok' },
  });
  const failing = await server.inject({ url: '/auth/settings' });
  expect(failing.statusCode).toBe(500);
  expect(failing.json()).toEqual({
    error: 'Internal server error',
    code: 'INTERNAL_ERROR',
    requestId: failing.headers['x-request-id'],
  });
});
