import type { Readable } from 'node:stream';

/** What a command needs of the process it runs in. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** A command of the `dust` executable. */
export interface Command {
  /** What follows `dust` on the command line: `user add EMAIL …`. */
  readonly usage: string;
  readonly summary: string;
  /** More for `--help`: options, one a line. */
  readonly options: readonly string[];
  /** Resolves with the exit code; throws {@link CommandError} for what the user can mend. */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}

/** A failure told to the user in one line. */
export class CommandError extends Error {
  readonly code = 'COMMAND_FAILED';
}
