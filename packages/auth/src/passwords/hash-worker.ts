import { hashPassword, verifyPassword } from './bcrypt.ts';

/** What a thread of the pool is asked: a password to hash, or one to verify. */
export type HashTask =
  | { readonly kind: 'hash'; readonly password: string; readonly cost: number }
  | {
      readonly kind: 'verify';
      readonly password: string;
      readonly cost: number;
      readonly stored: string | null;
    };

/**
 * The new hash, or whether the password fits.
 *
 * @public The pool calls it by name.
 */
export function runTask(task: HashTask): string | boolean {
  if (task.kind === 'hash') return hashPassword(task.password, task.cost);
  return verifyPassword(task.password, task.stored, task.cost);
}
