import { lowerPriority } from './low-priority.ts';
import { readFile, type ReadResult, type ReadTask } from './read-file.ts';

/** Files for one reader thread. */
export interface ReadBatch {
  readonly tasks: readonly ReadTask[];
  /** One shared number: how many files were begun. It tells who was being read when a thread dies. */
  readonly begun: Int32Array;
}

lowerPriority();

/** What a reader thread does: reads the files of a batch one after the other. */
export async function readBatch({ tasks, begun }: ReadBatch): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for (const [index, task] of tasks.entries()) {
    Atomics.store(begun, 0, index + 1);
    results.push(await readFile(task));
  }
  return results;
}
