import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, type ReadResult, type ReadTask } from '../../src/workers/read-file.ts';
import type { ReadBatch } from '../../src/workers/reader.ts';

/** A reader thread in which a file with a `.next` beside it is overwritten with that in the middle of being read. */
export async function readBatch({ tasks, begun }: ReadBatch): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for (const [index, task] of tasks.entries()) {
    Atomics.store(begun, 0, index + 1);
    // It has looked at the file and hashed it when it waits for the first time; the content is still to be read.
    const reading = readFile(task);
    overwrite(task);
    results.push(await reading);
  }
  return results;
}

function overwrite({ path }: ReadTask): void {
  const next = `${path}.next`;
  if (!existsSync(next)) return;
  writeFileSync(path, readFileSync(next));
  rmSync(next);
}
