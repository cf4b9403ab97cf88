import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where a page of this name is kept. */
export function keptPath(folder: string, name: string): string {
  return join(folder, name.slice(0, 2), name);
}

/** Beside it, for what is still being written. */
export function temporaryPath(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}

/** Written beside and renamed once it is on the disk; nothing is left behind where that fails. Only for threads of their own. */
export function writeKept(path: string, data: Uint8Array): void {
  const temporary = temporaryPath(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, data, { flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
