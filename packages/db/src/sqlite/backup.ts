import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { copyToNewFile, digestOf, syncToDisk, withDescriptor } from './copy-file.ts';
import type { LockedFile } from './locked-file.ts';

/**
 * Copies the bytes of a database file, and of its write-ahead log if there is one, to `<file>.<label>-<YYYYMMDDTHHMMSSZ>.bak` beside
 * it: readable by its owner only, compared with the original, and on the disk when this returns. An existing file is never
 * overwritten; what fails half-way leaves nothing with that name.
 *
 * @returns the path of the copy
 */
export function backUpFile(file: LockedFile, label: string, now: Date): string {
  const target = freeName(`${file.path}.${label}-${stampOf(now)}`);
  const unfinished = `${file.path}.dust-backup`;
  const log = `${file.path}-wal`;
  const files = [unfinished, `${unfinished}-wal`];
  for (const stale of files) rmSync(stale, { force: true });
  try {
    copyVerified(file.descriptor, unfinished);
    if (existsSync(log)) {
      withDescriptor(log, (descriptor) => copyVerified(descriptor, `${unfinished}-wal`));
      renameSync(`${unfinished}-wal`, `${target}-wal`);
    }
    renameSync(unfinished, target);
    syncToDisk(dirname(target));
    return target;
  } catch (error) {
    for (const half of files) rmSync(half, { force: true });
    throw error;
  }
}

/** `YYYYMMDDTHHMMSSZ` */
export function stampOf(now: Date): string {
  return `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** The first of `<stem>.bak`, `<stem>-2.bak` … that is no file. */
export function freeName(stem: string): string {
  let name = `${stem}.bak`;
  for (let n = 2; existsSync(name) || existsSync(`${name}-wal`); n += 1) name = `${stem}-${n}.bak`;
  return name;
}

function copyVerified(from: number, to: string): void {
  const digest = copyToNewFile(from, to);
  if (digest !== digestOf(to))
    throw new Error('The backup differs from the database; the disk may be failing');
}
