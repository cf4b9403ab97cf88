import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptPath, temporaryPath, writeKept } from '../src/book-pages/kept-path.ts';
import { PageCache } from '../src/book-pages/page-cache.ts';

let folder: string;
let warnings: string[];
let now: Date;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'dust-cache-')), 'pages');
  warnings = [];
  now = new Date('2026-01-01T00:00:00Z');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const nameOf = (digit: string): string => digit.repeat(40);
const [a, b, c, d] = [nameOf('a'), nameOf('b'), nameOf('c'), nameOf('d')];
const page = (size = 100): Buffer => Buffer.alloc(size, 1);

function openCache(maxBytes = 1000): PageCache {
  const logger = { warn: (_: unknown, text?: string) => void warnings.push(text ?? '') };
  return new PageCache({ folder, maxBytes, logger, clock: () => now });
}

test('a page that is kept is found again, also after a restart', async () => {
  const first = openCache();
  first.keep(a, page());
  await first.sweep();
  await expect(first.read(a)).resolves.toEqual(page());
  await first[Symbol.asyncDispose]();
  await expect(openCache().read(a)).resolves.toEqual(page());
  await expect(openCache().read(b)).resolves.toBeUndefined();
});

test('when there is no more room, the page used longest ago makes way', async () => {
  const cache = openCache(350);
  for (const name of [a, b, c]) cache.keep(name, page(80));
  await cache.sweep();
  await cache.read(a);
  for (const name of [d, nameOf('e')]) cache.keep(name, page(80));
  await cache.sweep();
  expect([a, b, c, d].map((name) => existsSync(keptPath(folder, name)))).toEqual([true, false, true, true]);
  await expect(cache.read(b)).resolves.toBeUndefined();
});

test('after a restart with less room, pages go by when they were last used', async () => {
  const first = openCache();
  for (const name of [a, b, c]) first.keep(name, page());
  await first.sweep();
  for (const [name, hour] of [
    [c, 1],
    [a, 2],
    [b, 3],
  ] as const)
    utimesSync(keptPath(folder, name), hour * 3600, hour * 3600);
  const second = openCache(200);
  await second.sweep();
  expect([a, b, c].map((name) => existsSync(keptPath(folder, name)))).toEqual([true, true, false]);
});

test('the use of a page is noted on disk, an hour after the last note', async () => {
  const cache = openCache();
  cache.keep(a, page());
  await cache.sweep();
  utimesSync(keptPath(folder, a), now, now);
  now = new Date('2026-01-01T02:00:00Z');
  await cache.read(a);
  await cache.sweep();
  expect(statSync(keptPath(folder, a)).mtime).toEqual(now);
});

test('a page larger than a quarter of the room is not kept, nor is any without room', async () => {
  const cache = openCache(1000);
  cache.keep(a, page(251));
  await cache.sweep();
  await expect(cache.read(a)).resolves.toBeUndefined();
  const none = openCache(0);
  none.keep(b, page(1));
  await none.sweep();
  await expect(none.read(b)).resolves.toBeUndefined();
});

test('what was never finished is removed an hour later, and nothing of others', async () => {
  const leftOver = temporaryPath(keptPath(folder, a));
  const foreign = join(folder, 'aa', 'notes.txt');
  mkdirSync(join(folder, 'aa'), { recursive: true });
  for (const path of [leftOver, foreign]) writeFileSync(path, 'x');
  now = new Date();
  const cache = openCache();
  await cache.sweep();
  expect(existsSync(leftOver)).toBe(true);
  now = new Date(Date.now() + 2 * 3_600_000);
  await cache.sweep();
  expect([leftOver, foreign].map((path) => existsSync(path))).toEqual([false, true]);
});

test('pages that another server has put there, or has removed, are noticed', async () => {
  const [one, other] = [openCache(), openCache()];
  one.keep(a, page());
  await one.sweep();
  await other.sweep();
  await expect(other.read(a)).resolves.toEqual(page());
  rmSync(keptPath(folder, a));
  await expect(one.read(a)).resolves.toBeUndefined();
  expect(warnings).toEqual([]);
});

test('a folder that cannot be written to is told once, and tried again a minute later', async () => {
  writeFileSync(folder, 'a file where the folder should be');
  const cache = openCache();
  for (const name of [a, b]) cache.keep(name, page());
  await cache.sweep();
  expect(warnings).toEqual(['pages cannot be kept on disk; they are made anew each time']);
  await expect(cache.read(a)).resolves.toBeUndefined();
  rmSync(folder);
  cache.keep(c, page());
  await cache.sweep();
  await expect(cache.read(c)).resolves.toBeUndefined();
  now = new Date(now.getTime() + 61_000);
  cache.keep(c, page());
  await cache.sweep();
  await expect(cache.read(c)).resolves.toEqual(page());
});

test('pages that are put into the folder while it is looked through are known', async () => {
  const cache = openCache();
  await cache.read(a);
  await cache.sweep();
  const sweep = cache.sweep();
  cache.adopt([{ name: a, sizeBytes: 100 }]);
  await sweep;
  await vi.waitFor(() => expect(cache.find(a)).toBe(keptPath(folder, a)));
});

test('a page that cannot be written leaves nothing behind', () => {
  const path = keptPath(folder, a);
  mkdirSync(join(path, 'in the way'), { recursive: true });
  expect(() => writeKept(path, page())).toThrow();
  expect(readdirSync(dirname(path))).toEqual([a]);
});
