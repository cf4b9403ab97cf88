import { once } from 'node:events';
import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { syncToDisk } from '../sqlite/copy-file.ts';

/** A file is where a backup was to be written; it has been left alone. */
export class BackupTargetExistsError extends Error {
  readonly code = 'BACKUP_TARGET_EXISTS';

  constructor(target: string) {
    super(`There is a file already: ${target}`);
  }
}

export interface BackupOptions {
  readonly file: string;
  /** Path of the copy. */
  readonly target: string;
}

/**
 * Makes a copy of a database as it is at one moment, while others read and write it: one file, readable by its owner only and on the
 * disk when this resolves. The work is done in a thread of its own. Throws {@link BackupTargetExistsError}.
 */
export async function backUpDatabase({ file, target }: BackupOptions): Promise<{ sizeBytes: number }> {
  if (existsSync(target)) throw new BackupTargetExistsError(target);
  const partial = `${target}.partial`;
  try {
    // SQLite takes an empty file for none, and leaves the access rights it has.
    closeSync(openSync(partial, 'w', 0o600));
    chmodSync(partial, 0o600);
    await vacuumInto(file, partial);
    syncToDisk(partial);
    renameSync(partial, target);
    syncToDisk(dirname(target));
    return { sizeBytes: statSync(target).size };
  } finally {
    for (const companion of ['', '-journal']) rmSync(`${partial}${companion}`, { force: true });
  }
}

async function vacuumInto(file: string, target: string): Promise<void> {
  const script = import.meta.url.endsWith('.ts')
    ? new URL('./vacuum-thread.ts', import.meta.url)
    : new URL('./vacuum-thread.js', import.meta.url);
  const worker = new Worker(script, { workerData: { file, target } });
  // An error in the thread rejects this.
  await once(worker, 'exit');
}
