import { CommandError, type Command } from './command.ts';

/** Words on the command line that do not fit the command. */
export function usageError({ usage }: Pick<Command, 'usage'>): CommandError {
  return new CommandError(`usage: dust ${usage}`);
}
