import { folderOf, folderPrefix } from '../paths/libraries.ts';
import type { ReadResult, ReadTask } from '../workers/read-file.ts';
import type { ReaderPool } from '../workers/reader-pool.ts';
import type { FoundFile } from '../survey/found-file.ts';

/** Files of one message to a reader thread. */
const BATCH = 16;
/** Batches under way: enough that one slow file does not keep the other threads waiting for their turn. */
const WINDOW = 32;

interface FileWithCover {
  readonly file: FoundFile;
  readonly keptCover: string | null;
}

/** Reads files in several threads and yields what was found in the order of the files, batch by batch. */
export async function* readInOrder<Item extends FileWithCover>(
  pool: ReaderPool,
  items: Iterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<{ readonly item: Item; readonly result: ReadResult }[]> {
  const underWay: { readonly items: readonly Item[]; readonly results: Promise<ReadResult[]> }[] = [];
  const batches = batchesOf(items);
  try {
    for (;;) {
      while (underWay.length < WINDOW) {
        const batch = batches.next();
        if (batch.done === true) break;
        const results = pool.read(batch.value.map(({ file, keptCover }) => taskOf(file, keptCover)));
        // Rejections of batches behind the one that is awaited are looked at when their turn comes.
        results.catch(() => {});
        underWay.push({ items: batch.value, results });
      }
      const oldest = underWay.shift();
      if (oldest === undefined) return;
      const results = await abortable(oldest.results, signal);
      yield oldest.items.flatMap((item, index) => {
        const result = results[index];
        return result === undefined ? [] : [{ item, result }];
      });
    }
  } finally {
    await Promise.allSettled(signal.aborted ? [] : underWay.map(({ results }) => results));
  }
}

function* batchesOf<Item>(items: Iterable<Item>): Generator<readonly Item[], undefined> {
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
  return undefined;
}

/** What a reader thread needs to know about a file. */
export function taskOf({ path, format, covers }: FoundFile, keptCover: string | null = null): ReadTask {
  const folder = folderPrefix(folderOf(path));
  const kept = keptCover === null ? [] : [keptCover];
  return {
    path,
    format,
    coversFirst: [...kept, ...covers.first.map((name) => folder + name)],
    coversLast: covers.last.map((name) => folder + name),
  };
}

async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
