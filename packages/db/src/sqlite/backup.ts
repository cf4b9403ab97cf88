import { createHash } from 'node:crypto';
import { closeSync, constants, copyFileSync, existsSync, fsyncSync, openSync, readSync } from 'node:fs';
import { chmodSync } from 'node:fs';

/**
 * Copies a database file, and its write-ahead log if there is one, to `<file>.<label>-<YYYYMMDDTHHMMSSZ>.bak` beside it:
 * readable by its owner only, on the disk when this returns, and compared with the original. An existing file is never overwritten.
 * The caller keeps others from writing meanwhile.
 *
 * @returns the path of the copy
 */
export function backUpFile(file: string, label: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const target = freeName(`${file}.${label}-${stamp}Z`);
  copyVerified(file, target);
  if (existsSync(`${file}-wal`)) copyVerified(`${file}-wal`, `${target}-wal`);
  return target;
}

function freeName(stem: string): string {
  let name = `${stem}.bak`;
  for (let n = 2; existsSync(name); n += 1) name = `${stem}-${n}.bak`;
  return name;
}

function copyVerified(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  chmodSync(to, 0o600);
  const handle = openSync(to, 'r');
  fsyncSync(handle);
  closeSync(handle);
  if (digestOf(from) !== digestOf(to))
    throw new Error('The backup differs from the database; the disk may be failing');
}

function digestOf(file: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(1 << 20);
  const handle = openSync(file, 'r');
  try {
    for (let length = readSync(handle, buffer); length > 0; length = readSync(handle, buffer)) {
      hash.update(buffer.subarray(0, length));
    }
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}
