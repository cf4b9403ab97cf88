import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkAdministrator, checkFolders } from '../src/start-checks.ts';
import { startTestServer, type TestServer } from './test-server.ts';

interface Logged {
  readonly server: TestServer;
  readonly messages: string[];
}

async function start(env: Readonly<Record<string, string>> = {}): Promise<Logged & AsyncDisposable> {
  const messages: string[] = [];
  const server = await startTestServer({ env, onLog: (line) => messages.push(JSON.parse(line).msg) });
  return { server, messages, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test('the account named by DUST_ADMIN_EMAIL becomes an administrator', async () => {
  await using started = await start({ DUST_ADMIN_EMAIL: 'Reader@example.org' });
  const { server, messages } = started;
  await server.signUp('first');
  const reader = await server.signUp('reader');
  await checkAdministrator(server.services);
  expect((await reader.client.getProfile({})).roles).toContain('admin');
  expect(messages).toEqual(['the account of DUST_ADMIN_EMAIL is an administrator now']);
  await checkAdministrator(server.services);
  expect(messages).toHaveLength(1);
});

test('a DUST_ADMIN_EMAIL that no account has is told, and changes nothing', async () => {
  await using started = await start({ DUST_ADMIN_EMAIL: 'nobody@example.org' });
  await started.server.signUp('first');
  await checkAdministrator(started.server.services);
  expect(started.messages).toEqual(['no account has the e-mail of DUST_ADMIN_EMAIL']);
});

test('a server with users but no administrator says how to get one', async () => {
  await using started = await start();
  const { server, messages } = started;
  await checkAdministrator(server.services);
  expect(messages).toEqual([]);
  await server.signUp('reader', ['user']);
  await checkAdministrator(server.services);
  expect(messages).toEqual([expect.stringContaining('set DUST_ADMIN_EMAIL')]);
});

test('folders that are not there are told, and keep nothing from starting', async () => {
  await using started = await start({ DUST_WEB_DIR: 'web', DUST_DIRS: 'books,comics' });
  const { server, messages } = started;
  mkdirSync(join(server.folder, 'books'));
  checkFolders(server.services);
  expect(messages).toEqual([
    'there is no index.html in DUST_WEB_DIR; the page about Dust is shown in its place',
    'a directory of DUST_DIRS does not exist',
  ]);
  mkdirSync(join(server.folder, 'web'));
  mkdirSync(join(server.folder, 'comics'));
  writeFileSync(join(server.folder, 'web', 'index.html'), '');
  checkFolders(server.services);
  expect(messages).toHaveLength(2);
});
