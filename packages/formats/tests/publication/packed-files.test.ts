import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPackedFile, readPublication, streamPackedFile, type PackedFile } from '../../src/index.ts';
import { epubOf } from '../book-builder.ts';
import type { ZipFile } from '../zip-writer.ts';
import { chapter } from './publication-builder.ts';

let folder: string;
let handle: FileHandle;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dust-packed-'));
});
afterEach(async () => {
  await handle.close();
  rmSync(folder, { recursive: true });
});

const identifier = 'urn:uuid:12345678-1234-1234-1234-123456789abc';

async function packed(...files: readonly ZipFile[]): Promise<PackedFile> {
  const path = join(folder, 'book.epub');
  const epub = epubOf({
    metadata: `<dc:identifier id="id">${identifier}</dc:identifier>`,
    manifest: chapter.manifest,
    spine: chapter.spine,
    files: [chapter.file, ...files],
  });
  writeFileSync(path, epub);
  handle = await open(path);
  const found = (await readPublication(path)).files.find(({ path: name }) => name === files[0]?.name);
  if (found === undefined) throw new Error('The file is not listed');
  return found;
}

async function streamed(file: PackedFile, range?: { start: number; end: number }): Promise<Buffer> {
  const stream = await streamPackedFile(handle, file, range === undefined ? {} : { range });
  return Buffer.concat(await stream.toArray());
}

const data = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * index) % 251));

describe.each([true, false])('a file of an archive (stored: %s)', (isStored) => {
  test('is read whole', async () => {
    const file = await packed({ name: 'OPS/data.bin', data, isStored });
    expect(Buffer.from(await readPackedFile(handle, file)).equals(data)).toBe(true);
    expect((await streamed(file)).equals(data)).toBe(true);
  });

  test.each([
    [0, 0],
    [5, 99],
    [262_140, 262_150],
    [699_990, 699_999],
  ])('is streamed from byte %i to byte %i', async (start, end) => {
    const file = await packed({ name: 'OPS/data.bin', data, isStored });
    expect((await streamed(file, { start, end })).equals(data.subarray(start, end + 1))).toBe(true);
  });

  test('that lies about its size is an error', async () => {
    for (const declaredBytes of [10, 699_999, 700_001, 990_000]) {
      const file = await packed({ name: 'OPS/data.bin', data, isStored, declaredBytes });
      await expect(readPackedFile(handle, file)).rejects.toMatchObject({ reason: 'CORRUPT' });
      await expect(streamed(file)).rejects.toMatchObject({ reason: 'CORRUPT' });
      if (declaredBytes < 990_000) await handle.close();
    }
  });

  test('can be given up', async () => {
    const file = await packed({ name: 'OPS/data.bin', data, isStored });
    await expect(readPackedFile(handle, file, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    const stopping = new AbortController();
    const stream = await streamPackedFile(handle, file, { signal: stopping.signal });
    stopping.abort();
    await expect(stream.toArray()).rejects.toThrow('aborted');
  });
});

test('a file that unpacks to far more than its size is refused', async () => {
  const file = await packed({ name: 'OPS/bomb.bin', data: Buffer.alloc(20_000_000) });
  await expect(readPackedFile(handle, file)).rejects.toMatchObject({ reason: 'TOO_LARGE' });
  await expect(streamPackedFile(handle, file)).rejects.toMatchObject({ reason: 'TOO_LARGE' });
});

test('a file of no bytes is read', async () => {
  const file = await packed({ name: 'OPS/empty.css', data: '' });
  expect(await readPackedFile(handle, file)).toHaveLength(0);
});

test('a header that is none is an error', async () => {
  const file = await packed({ name: 'OPS/data.bin', data });
  const lost = { ...file, headerOffset: file.headerOffset + 1 };
  await expect(readPackedFile(handle, lost)).rejects.toMatchObject({ reason: 'CORRUPT' });
  const far = { ...file, headerOffset: 1e12 };
  await expect(streamPackedFile(handle, far)).rejects.toMatchObject({ reason: 'CORRUPT' });
});

function encryptionBy(algorithm: string): ZipFile {
  return {
    name: 'META-INF/encryption.xml',
    data: `<encryption><EncryptedData><EncryptionMethod Algorithm="${algorithm}"/><CipherData>
      <CipherReference URI="OPS/a.otf"/></CipherData></EncryptedData></encryption>`,
  };
}

describe('a scrambled font', () => {
  const font = Buffer.from(Array.from({ length: 3000 }, (_, index) => index % 256));
  const scrambled = (key: Buffer, bytes: number): Buffer =>
    Buffer.from(font.map((byte, at) => (at < bytes ? byte ^ (key[at % key.length] ?? 0) : byte)));

  test.each([
    ['http://www.idpf.org/2008/embedding', createHash('sha1').update(identifier).digest(), 1040],
    ['http://ns.adobe.com/pdf/enc#RC', Buffer.from(identifier.slice(9).replaceAll('-', ''), 'hex'), 1024],
  ])('by %s is read as it was', async (algorithm, key, bytes) => {
    const file = await packed({ name: 'OPS/a.otf', data: scrambled(key, bytes) }, encryptionBy(algorithm));
    expect(Buffer.from(await readPackedFile(handle, file)).equals(font)).toBe(true);
    expect((await streamed(file, { start: 1000, end: 2000 })).equals(font.subarray(1000, 2001))).toBe(true);
  });
});
