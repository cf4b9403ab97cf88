import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Below this many characters a configured secret still works, with a warning. */
export const shortSecret = 16;

/** The 256-bit secret kept in the data directory, readable by its owner only; made at the first call. */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'jwt-secret');
  const kept = readKept(file);
  if (kept !== undefined) return kept;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}.new`;
  const handle = openSync(fresh, 'wx', 0o600);
  try {
    writeSync(handle, randomBytes(32).toString('base64url'));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    // A link fails where another process was first, so that all agree on one secret.
    linkSync(fresh, file);
  } catch (error) {
    if (readKept(file) === undefined) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readKept(file) ?? keptSecret(dataDir);
}

function readKept(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text === '')
      throw new Error(`The secret in ${file} is empty; delete the file to have a new one made`);
    return text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
