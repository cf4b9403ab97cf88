import { expect, test } from 'vitest';
import { hideBook, shelve } from './shelf.ts';
import { startTestServer } from './test-server.ts';

test('the front page tells everybody the size of what everybody may see, and first steps while there is no account', async () => {
  await using server = await startTestServer();
  const { services } = server;
  await shelve(services, { path: '/lib/emma.epub', format: 'epub' });
  await hideBook(services, await shelve(services, { path: '/lib/hidden.epub', format: 'epub' }));
  const page = await server.inject({ url: '/' });
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.body).toContain('1 book by');
  expect(page.body).toContain('There is no account yet');
  await server.signUp('admin');
  expect((await server.inject({ url: '/' })).body).not.toContain('There is no account yet');
});

test('the front page names the addresses for reading apps, and that of KOReader where it is on', async () => {
  await using server = await startTestServer();
  const { body } = await server.inject({ url: '/', headers: { host: 'books.example.org' } });
  expect(body).toContain('>http://books.example.org/opds<');
  expect(body).toContain('>http://books.example.org/opds/v2<');
  expect(body).toContain('>http://books.example.org/kosync<');
  await using without = await startTestServer({ env: { DUST_KOSYNC: 'false' } });
  expect((await without.inject({ url: '/' })).body).not.toContain('/kosync');
});
