import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { shortSecret } from '../config/secret.ts';
import { reasonOf, type Finding } from './finding.ts';

/** Whether the secret that signs tokens is there, long enough and nobody else's to read. */
export function checkSecret({ jwtSecret, dataDir }: Pick<Config, 'jwtSecret' | 'dataDir'>): Finding {
  if (jwtSecret === null) return checkKept(join(dataDir, 'jwt-secret'));
  if (jwtSecret.length >= shortSecret) return { state: 'ok', text: 'JWT_SECRET is long enough' };
  return {
    state: 'note',
    text: `JWT_SECRET is shorter than ${shortSecret} characters: whoever guesses it can sign in as anyone`,
    advice: 'set a long one; everyone then signs in again',
  };
}

function checkKept(file: string): Finding {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return { state: 'ok', text: 'a secret is made at the first start' };
  try {
    if (readFileSync(file, 'utf8').trim() === '')
      return { state: 'broken', text: `${file} is empty`, advice: 'delete it: a new secret is made' };
  } catch (error) {
    const text = `the secret cannot be read: ${reasonOf(error)}`;
    return { state: 'broken', text, advice: `make ${file} readable for the user who runs Dust` };
  }
  if (process.platform === 'win32' || (stats.mode & 0o077) === 0)
    return { state: 'ok', text: 'the secret is kept in the data folder' };
  return { state: 'note', text: `others may read ${file}`, advice: `chmod 600 ${file}` };
}
