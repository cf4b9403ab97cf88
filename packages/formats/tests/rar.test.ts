import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../src/index.ts';
import { bytesSource, listPages, readBook, readPage } from '../src/index.ts';
import { factsOf } from './book-builder.ts';

function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fixtures', name));
}

function source(name: string): ByteSource {
  return bytesSource(fixture(name));
}

describe.each(['solid-four.cbr', 'solid-five.cbr'])('the RAR archive %s', (name) => {
  it('gives its page count and its first page as the cover', async () => {
    const facts = await readBook(source(name), { format: 'cbr' });
    expect(facts).toMatchObject({
      pageCount: 3,
      cover: { kind: 'first-page', mediaType: 'image/png', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      problem: null,
    });
  });

  it('gives every page', async () => {
    const pages = await listPages(source(name), { format: 'cbr' });
    expect(pages.map(({ number }) => number)).toEqual([1, 2, 3]);
    for (const { number, sizeBytes } of pages) {
      const page = await readPage(source(name), number, { format: 'cbr' });
      expect(page.mediaType).toBe('image/png');
      expect(page.data).toHaveLength(sizeBytes);
    }
  });

  it('is read under the name of a CBZ', async () => {
    const facts = await readBook(source(name), { format: 'cbz' });
    expect(facts).toMatchObject({ format: 'cbz', pageCount: 3, problem: null });
  });

  it('gives facts or a reason wherever it is cut off', async () => {
    const data = fixture(name);
    for (let length = 1; length < data.length; length += 41) {
      const facts = await factsOf(data.subarray(0, length), 'cbr');
      expect(['facts', 'CORRUPT', 'TYPE_MISMATCH']).toContain(facts.problem?.reason ?? 'facts');
    }
  });

  it('is CORRUPT if it ends in the middle of a page', async () => {
    const facts = await factsOf(fixture(name).subarray(0, 2_000), 'cbr');
    expect(facts.problem?.reason).toBe('CORRUPT');
  });

  it('gives facts or a reason whatever byte is changed', async () => {
    for (let at = 0; at < 200; at += 3) {
      const data = fixture(name);
      data[at] = (data[at] ?? 0) ^ 0x5a;
      const facts = await factsOf(data, 'cbr');
      expect(facts.format).toBe('cbr');
    }
  });

  it('has no page larger than is allowed, and stays readable for others', async () => {
    const limits = { imageBytes: 1_000 };
    await expect(readPage(source(name), 1, { format: 'cbr', limits })).rejects.toMatchObject({
      reason: 'TOO_LARGE',
    });
    await expect(readPage(source(name), 1, { format: 'cbr' })).resolves.toMatchObject({
      mediaType: 'image/png',
    });
  });

  it('stops at the deadline', async () => {
    const facts = await readBook(source(name), { format: 'cbr', limits: { timeoutMs: -1 } });
    expect(facts.problem?.reason).toBe('TIMEOUT');
  });

  it('may not hold more files than are allowed', async () => {
    const facts = await readBook(source(name), { format: 'cbr', limits: { archiveEntries: 2 } });
    expect(facts.problem?.reason).toBe('TOO_LARGE');
  });
});

describe('a RAR archive that cannot be read', () => {
  it('is ENCRYPTED with a password', async () => {
    const facts = await readBook(source('encrypted.cbr'), { format: 'cbr' });
    expect(facts).toMatchObject({ cover: null, problem: { reason: 'ENCRYPTED' } });
  });

  it('is CORRUPT with a signature and garbage', async () => {
    for (const signature of ['Rar!\u001a\u0007\u0000', 'Rar!\u001a\u0007\u0001\u0000']) {
      const facts = await factsOf(Buffer.from(signature + 'garbage '.repeat(50), 'latin1'), 'cbr');
      expect(facts.problem?.reason).toBe('CORRUPT');
    }
  });
});

describe('reading RAR archives side by side', () => {
  it('keeps them apart, and leaves the error handling of the process alone', async () => {
    const before = process.listenerCount('unhandledRejection') + process.listenerCount('uncaughtException');
    const names = ['solid-four.cbr', 'encrypted.cbr', 'solid-five.cbr', 'solid-four.cbr'];
    const facts = await Promise.all(names.map((name) => readBook(source(name), { format: 'cbr' })));
    expect(facts.map(({ pageCount, problem }) => problem?.reason ?? pageCount)).toEqual([
      3,
      'ENCRYPTED',
      3,
      3,
    ]);
    const after = process.listenerCount('unhandledRejection') + process.listenerCount('uncaughtException');
    expect(after).toBe(before);
  });
});
