import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  bytesSource,
  contentHash,
  formatOfName,
  openFileSource,
  partialMd5,
  readBook,
} from '../src/index.ts';
import { epubOf } from './book-builder.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, data: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
}

function sizePrefix(size: number): Buffer {
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64BE(BigInt(size));
  return prefix;
}

describe('formatOfName', () => {
  it.each([
    ['a.epub', 'epub'],
    ['a.EPUB', 'epub'],
    ['a.b.Pdf', 'pdf'],
    ['/x.cbz/a.azw3', 'azw3'],
    ['.cbr', 'cbr'],
  ])('knows %s', (name, format) => {
    expect(formatOfName(name)).toBe(format);
  });

  it.each(['epub', 'a.txt', 'a.epub.part', 'a.epub ', ''])('does not know "%s"', (name) => {
    expect(formatOfName(name)).toBeUndefined();
  });
});

describe('a file as a source', () => {
  it('gives bytes from anywhere, and fewer at the end', () => {
    using source = openFileSource(fileOf('ten', '0123456789'));
    expect(source.size).toBe(10);
    expect(Buffer.from(source.read(2, 3)).toString()).toBe('234');
    expect(Buffer.from(source.read(8, 100)).toString()).toBe('89');
    expect(source.read(100, 5)).toHaveLength(0);
  });

  it('is not a folder, and not a file that is missing', () => {
    expect(() => openFileSource(folder)).toThrow('not a regular file');
    expect(() => openFileSource(join(folder, 'missing'))).toThrow('cannot be opened');
  });

  it('is not a pipe, which nobody waits for', () => {
    const pipe = join(folder, 'pipe.epub');
    execFileSync('mkfifo', [pipe]);
    expect(() => openFileSource(pipe)).toThrow('not a regular file');
  });
});

describe('readBook', () => {
  it('reads a path, a link and an opened file, which stays open', async () => {
    const path = fileOf('a.epub', epubOf({ metadata: '<dc:title>T</dc:title>' }));
    symlinkSync(path, join(folder, 'link.epub'));
    const handle = await open(path);
    await expect(readBook(path)).resolves.toMatchObject({ title: 'T' });
    await expect(readBook(join(folder, 'link.epub'))).resolves.toMatchObject({ title: 'T' });
    await expect(readBook(handle, { format: 'epub' })).resolves.toMatchObject({ title: 'T' });
    await expect(handle.stat()).resolves.toBeDefined();
    await handle.close();
  });

  it.each([
    ['missing.epub', 'UNREADABLE'],
    ['..', 'UNREADABLE'],
  ])('reports what cannot be read: %s', async (name, reason) => {
    const facts = await readBook(join(folder, name), { format: 'epub' });
    expect(facts.problem?.reason).toBe(reason);
    expect(facts.problem?.message).not.toContain(folder);
  });

  it('rejects an input of unknown format', async () => {
    await expect(readBook(join(folder, 'a.txt'))).rejects.toThrow(TypeError);
    await expect(readBook(bytesSource(new Uint8Array(9)))).rejects.toThrow(TypeError);
  });

  it('tells a DjVu document from other files', async () => {
    const good = await readBook(fileOf('a.djvu', 'AT&TFORM0123'));
    const bad = await readBook(fileOf('b.djvu', 'something'));
    expect(good.problem).toBeNull();
    expect(bad.problem?.reason).toBe('TYPE_MISMATCH');
  });
});

describe('contentHash', () => {
  it('covers the size and all bytes of a small file', () => {
    const data = Buffer.alloc(768 * 1024, 'abc');
    const expected = createHash('sha256').update(sizePrefix(data.length)).update(data).digest('hex');
    expect(contentHash(bytesSource(data))).toBe(expected);
  });

  it('covers three blocks of a large file', () => {
    const block = 256 * 1024;
    const data = Buffer.alloc(4 * block, 'abc');
    const expected = createHash('sha256')
      .update(sizePrefix(data.length))
      .update(data.subarray(0, block))
      .update(data.subarray(1.5 * block, 2.5 * block))
      .update(data.subarray(3 * block))
      .digest('hex');
    expect(contentHash(bytesSource(data))).toBe(expected);
    data[1.4 * block] = 1;
    expect(contentHash(bytesSource(data))).toBe(expected);
    data[2 * block] = 1;
    expect(contentHash(bytesSource(data))).not.toBe(expected);
  });
});

describe('partialMd5', () => {
  it('covers 1,024 bytes at 0, 1 KiB, 4 KiB, 16 KiB …', () => {
    const data = Buffer.alloc(20_000, 'some bytes');
    const expected = createHash('md5');
    for (const start of [0, 1024, 4096, 16_384]) expected.update(data.subarray(start, start + 1024));
    expect(partialMd5(bytesSource(data))).toBe(expected.digest('hex'));
  });

  it('covers a short file once', () => {
    const expected = createHash('md5').update('short').digest('hex');
    expect(partialMd5(bytesSource(Buffer.from('short')))).toBe(expected);
  });
});
