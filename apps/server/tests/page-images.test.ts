import { writePdf } from '@dust/tooling/pdf';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pngOf, zipOf } from './book-files.ts';
import { startLibrary, type Library } from './library.ts';
import type { SignedIn } from './test-server.ts';

let library: Library;
let reader: SignedIn;
let comic: number;
let pdf: number;
beforeAll(async () => {
  library = await startLibrary();
  await library.server.signUp('admin');
  reader = await library.server.signUp('reader');
  const wide = await pngOf({ width: 3000, height: 30 });
  const chapters = [{ title: 'One', paragraphs: ['A few words.'] }];
  [comic = 0, pdf = 0] = await library.add(
    { name: 'Comic', format: 'cbz', file: zipOf({ '1.png': wide, '2.png': await pngOf() }) },
    { name: 'Paper', format: 'pdf', file: writePdf({ title: 'Paper', author: 'Ann', chapters }) },
  );
});
afterAll(() => library[Symbol.asyncDispose]());

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  library.server.inject({ url, headers: { ...reader.headers, ...headers } });

async function imageAt(url: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await get(url, headers);
  expect([url, answer.statusCode]).toEqual([url, 200]);
  const { format, width, height } = await sharp(answer.rawPayload).metadata();
  expect(answer.headers['content-type']).toBe(`image/${format}`);
  return { format, width, height, headers: answer.headers };
}

describe('a page of a comic', () => {
  test.each([
    [1, 160],
    [160, 160],
    [161, 320],
    [1000, 1280],
    [1440, 1600],
    [2560, 2560],
    [100_000, 2560],
    [9_007_199_254_740_991, 2560],
  ])('asked for %i pixels wide is %i pixels wide', async (asked, width) => {
    expect(await imageAt(`/books/${comic}/pages/1?width=${asked}`)).toMatchObject({ width, format: 'jpeg' });
  });

  test.each(['0', '-1', '1.5', 'wide', '99999999999999999999'])('has no width of %s', async (width) => {
    const answer = await get(`/books/${comic}/pages/1?width=${width}`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'VALIDATION_ERROR']);
  });

  test.each(['jpeg', 'webp', 'png'] as const)('is had as %s, whatever is accepted', async (format) => {
    const accept = { accept: 'image/avif' };
    const scaled = await imageAt(`/books/${comic}/pages/2?width=160&format=${format}`, accept);
    expect(scaled).toMatchObject({ format, width: 160 });
    expect(scaled.headers['vary']).toBe('Origin, Authorization');
    expect(await imageAt(`/books/${comic}/pages/2?format=${format}`, accept)).toMatchObject({
      format,
      width: 400,
      height: 600,
    });
  });

  test('is not had in other formats', async () => {
    const answer = await get(`/books/${comic}/pages/2?format=gif`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'VALIDATION_ERROR']);
  });

  test('has the same tag for every width that is made the same', async () => {
    const tags = [];
    for (const width of [500, 600, 640, 641])
      tags.push((await get(`/books/${comic}/pages/1?width=${width}`)).headers['etag']);
    expect(new Set(tags).size).toBe(2);
    expect(tags.slice(0, 3)).toEqual([tags[0], tags[0], tags[0]]);
  });
});

test('a strip that is too long for WebP is sent as JPEG', async () => {
  const strip = await pngOf({ width: 640, height: 17_000 });
  const fields = { name: 'Strip', format: 'cbz', file: zipOf({ '1.png': strip }) };
  const [id = 0] = await library.add(fields);
  const sizes = { 640: 'jpeg', 160: 'webp' } as const;
  for (const [width, format] of Object.entries(sizes))
    for (const query of [`width=${width}`, `width=${width}&format=webp`])
      expect(await imageAt(`/books/${id}/pages/1?${query}`, { accept: 'image/webp' })).toMatchObject({
        format,
        width: Number(width),
      });
});

describe('a page of a PDF', () => {
  test('is listed without a size', async () => {
    const answer = await reader.client.listPages({ params: { id: pdf } });
    expect(answer.totalPages).toBe(answer.pages.length);
    expect(answer.pages[1]).toEqual({
      number: 2,
      name: '2',
      media_type: 'image/jpeg',
      size: null,
      url: expect.stringMatching(new RegExp(`^books/${pdf}/pages/2\\?v=`)),
    });
  });

  test('is drawn 1,600 pixels wide as JPEG, or as is wished', async () => {
    expect(await imageAt(`/books/${pdf}/pages/1`)).toMatchObject({ format: 'jpeg', width: 1600 });
    expect(await imageAt(`/books/${pdf}/pages/1?width=300`)).toMatchObject({ width: 320, height: 453 });
    const webp = await imageAt(`/books/${pdf}/pages/1?width=160`, { accept: 'image/webp' });
    expect(webp.format).toBe('webp');
    expect(webp.headers['vary']).toBe('Origin, Authorization, Accept');
    expect(await imageAt(`/books/${pdf}/pages/1?width=160&format=png`)).toMatchObject({ format: 'png' });
  });

  test('shows what is on it', async () => {
    const { rawPayload } = await get(`/books/${pdf}/pages/1?width=320&format=png`);
    const { channels } = await sharp(rawPayload).stats();
    const [red] = channels;
    expect((red?.max ?? 0) - (red?.min ?? 0)).toBeGreaterThan(100);
  });

  test('is one of those that are there', async () => {
    const { totalPages } = await reader.client.listPages({ params: { id: pdf } });
    for (const number of [totalPages + 1, 9_007_199_254_740_991])
      expect((await get(`/books/${pdf}/pages/${number}`)).json()).toMatchObject({ code: 'PAGE_NOT_FOUND' });
    expect((await get(`/books/${pdf}/pages/0`)).json()).toMatchObject({ code: 'INVALID_ID' });
  });
});
