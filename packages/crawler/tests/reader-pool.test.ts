import { afterAll, describe, expect, it } from 'vitest';
import { ReaderPool } from '../src/workers/reader-pool.ts';
import type { ReadTask } from '../src/workers/read-file.ts';

const pool = new ReaderPool({
  readers: 2,
  fileTimeoutMs: 1_500,
  heapMiB: 32,
  module: new URL('./support/hostile-reader.ts', import.meta.url),
});
afterAll(async () => pool[Symbol.asyncDispose]());

function tasksOf(...names: readonly string[]): ReadTask[] {
  return names.map((path) => ({ path, format: 'epub', coversFirst: [], coversLast: [] }));
}

async function outcome(...names: readonly string[]): Promise<Record<string, string | null>> {
  const results = await pool.read(tasksOf(...names));
  return Object.fromEntries(results.map(({ path, problem }) => [path, problem?.reason ?? null]));
}

describe('a reader thread', () => {
  it('that hangs costs only the file it hangs on', async () => {
    expect(await outcome('a', 'hang', 'b', 'c')).toEqual({ a: null, hang: 'TIMEOUT', b: null, c: null });
  });

  it('that exits costs only the file that ends it', async () => {
    expect(await outcome('a', 'b', 'exit')).toEqual({ a: null, b: null, exit: 'CORRUPT' });
  });

  it('that runs out of memory costs only the file that takes it', async () => {
    expect(await outcome('memory', 'a')).toEqual({ memory: 'TOO_LARGE', a: null });
  });

  it('may be lost several times in one batch', async () => {
    expect(await outcome('exit 1', 'a', 'hang', 'exit 2')).toEqual({
      'exit 1': 'CORRUPT',
      a: null,
      hang: 'TIMEOUT',
      'exit 2': 'CORRUPT',
    });
  });

  it('leaves other batches alone', async () => {
    const batches = [['hang', 'a'], ['b'], ['c'], ['d', 'e']];
    const results = await Promise.all(batches.map((names) => outcome(...names)));
    expect(Object.assign({}, ...results)).toEqual({
      hang: 'TIMEOUT',
      a: null,
      b: null,
      c: null,
      d: null,
      e: null,
    });
  });

  it('that never starts is an error, not a problem of the files', async () => {
    await using broken = new ReaderPool({
      readers: 1,
      module: new URL('./support/no-such-module.ts', import.meta.url),
    });
    await expect(broken.read(tasksOf('a'))).rejects.toThrow();
  });
});
