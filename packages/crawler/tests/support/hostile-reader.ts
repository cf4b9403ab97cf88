import { failedRead, type ReadResult, type ReadTask } from '../../src/workers/read-file.ts';
import type { ReadBatch } from '../../src/workers/reader.ts';

/** A reader thread in which the names of files decide what goes wrong. */
export async function readBatch({ tasks, begun }: ReadBatch): Promise<ReadResult[]> {
  return tasks.map((task, index) => {
    Atomics.store(begun, 0, index + 1);
    meetFate(task);
    return { ...failedRead(task.path, null), isThere: true, contentHash: task.path };
  });
}

function meetFate({ path }: ReadTask): void {
  if (path.includes('exit')) process.exit(1);
  if (path.includes('memory')) {
    const hoard: object[] = [];
    for (;;) hoard.push({ size: hoard.length });
  }
  if (path.includes('hang')) {
    for (;;) Math.random();
  }
}
