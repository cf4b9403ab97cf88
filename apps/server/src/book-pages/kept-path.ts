import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

/** Where a page of this name is kept. */
export function keptPath(folder: string, name: string): string {
  return join(folder, name.slice(0, 2), name);
}

/** Beside it, for what is still being written. */
export function temporaryPath(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}
