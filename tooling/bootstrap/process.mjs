import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Everything the bootstrap makes for itself; safe to delete at any time. */
export const cacheDir = join(root, '.cache');

/** An expected failure: its message is the one line the user reads. */
export class BootstrapError extends Error {
  name = 'BootstrapError';
}

/** Progress for people goes to standard error, so that `exec` leaves standard output to the command. */
export function say(line) {
  process.stderr.write(`dust: ${line}\n`);
}

export function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

/**
 * Runs a command to its end and resolves with its exit code and, with `quiet`, its output.
 * @returns {Promise<{ code: number, output: string }>} code 127 when the command does not exist
 */
export function run(command, args, options = {}) {
  const { quiet = false, env = process.env, cwd = root, shell = false } = options;
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, stdio });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) =>
      error.code === 'ENOENT' ? resolve({ code: 127, output: '' }) : reject(error),
    );
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** Like `run` with its output kept; a failure shows the end of that output and throws `message`. */
export async function runQuietly(command, args, { message, ...options }) {
  const { code, output } = await run(command, args, { ...options, quiet: true });
  if (code === 0) return output;
  process.stderr.write(`${output.trimEnd().split('\n').slice(-40).join('\n')}\n`);
  throw new BootstrapError(`${message} (exit code ${code})`);
}
