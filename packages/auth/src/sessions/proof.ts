import type { Db } from '@dust/db';
import { isStillThere, type ShownAppPassword } from '../app-passwords/app-password-queries.ts';
import { findById, findByLogin, type Credentials } from '../accounts/user-queries.ts';

/** How somebody has shown to be the owner of an account. */
export interface Proof {
  /** What the account was named by; null where the app password alone was sent. */
  readonly login: string | null;
  /** The account as it was then. */
  readonly account: Pick<Credentials, 'id' | 'password'>;
  /** Null for who knows the password of the account. */
  readonly appPassword: ShownAppPassword | null;
}

/** Whether the proof would be given again: by the same account, still active, and a password that is the same or not revoked. */
export async function stillHolds(db: Db, { login, account, appPassword }: Proof): Promise<boolean> {
  const now = login === null ? await findById(db, account.id) : await findByLogin(db, login);
  if (now?.id !== account.id || now.is_active === 0) return false;
  return appPassword === null ? now.password === account.password : await isStillThere(db, appPassword);
}
