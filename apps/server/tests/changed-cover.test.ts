import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { writeSampleLibrary } from './shelf.ts';
import { startTestServer } from './test-server.ts';

const picture = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 60, height: 90, channels: 3, background } })
    .png()
    .toBuffer();

test('an image that has taken the place of a cover is shown, and never kept under the name of the other', async () => {
  const library = mkdtempSync(join(tmpdir(), 'dust-changed-'));
  writeSampleLibrary(library);
  const folder = join(library, 'books', 'H. G. Wells', 'The Time Machine');
  mkdirSync(folder, { recursive: true });
  const [red, blue] = [await picture('red'), await picture('blue')];
  writeFileSync(join(folder, 'cover.png'), red);
  await using server = await startTestServer({ env: { DUST_DIRS: library } });
  const { client } = await server.signUp('admin');
  const scan = () => client.startScan({ body: {}, query: { wait: true } });
  const coverUrl = async (): Promise<string> => {
    const { books } = await client.listBooks({ query: { q: 'time machine' } });
    return `/${books[0]?.cover_image_path}`;
  };
  await scan();
  const urlOfRed = await coverUrl();

  writeFileSync(join(folder, 'cover.png'), blue);
  const meanwhile = await server.inject({ url: urlOfRed });
  expect(meanwhile.rawPayload.equals(blue)).toBe(true);
  expect(meanwhile.headers['cache-control']).toBe('public, no-cache');
  expect(meanwhile.headers).not.toHaveProperty('etag');

  await scan();
  expect(await coverUrl()).not.toBe(urlOfRed);
  writeFileSync(join(folder, 'cover.png'), red);
  await scan();
  expect(await coverUrl()).toBe(urlOfRed);
  const again = await server.inject({ url: urlOfRed });
  expect(again.rawPayload.equals(red)).toBe(true);
  expect(again.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  rmSync(library, { recursive: true });
}, 30_000);
