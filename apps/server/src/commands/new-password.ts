import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { CommandContext } from './command.ts';

export interface NewPassword {
  readonly password: string;
  /** Made here, so that it has to be told. */
  readonly isMade: boolean;
}

/** A password from standard input, without the end of its line, or one that is made. */
export async function newPassword(
  { stdin }: Pick<CommandContext, 'stdin'>,
  isGiven: boolean,
): Promise<NewPassword> {
  if (!isGiven) return { password: randomBytes(12).toString('base64url'), isMade: true };
  return { password: (await text(stdin)).replace(/\r?\n$/, ''), isMade: false };
}
