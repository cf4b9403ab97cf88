import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runCommand } from '../src/commands/run-command.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A working directory in which commands run, without processes of their own. */
export class CommandLine implements Disposable {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'dust-command-'));
  readonly database: string = join(this.folder, 'data', 'dust.db');
  /** Settings for all that follows. */
  env: Readonly<Record<string, string>> = { BCRYPT_COST: '10' };
  /** What the next command reads from standard input. */
  stdin = '';

  async run(...args: string[]): Promise<Ran> {
    const written = { stdout: '', stderr: '' };
    const code = await runCommand(args, {
      env: this.env,
      cwd: this.folder,
      stdin: Readable.from([this.stdin]),
      stdout: { write: (text) => (written.stdout += text) },
      stderr: { write: (text) => (written.stderr += text) },
    });
    return { code, ...written };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a command that failed has written, and nothing else. */
export function failed(reason: string): Ran {
  return { code: 1, stdout: '', stderr: `dust: ${reason}\n` };
}
