import type { Db } from '@dust/db';
import type { Clock } from './clock.ts';
import type { KoreaderKeys } from './koreader/koreader-keys.ts';
import type { AuthLimits } from './limits/limits.ts';
import type { PasswordHasher } from './passwords/password-hasher.ts';

/** What changes of accounts need. */
export interface ClockContext {
  readonly db: Db;
  readonly clock: Clock;
}

/** What anything about passwords needs. */
export interface AuthContext extends ClockContext {
  readonly hasher: PasswordHasher;
  readonly limits: AuthLimits;
  /** Gets every password that is verified or set; absent where KOReader is not served. */
  readonly koreaderKeys?: KoreaderKeys | undefined;
  /** Told the id of a user who tries to sign in while the stored password is no hash and fits nothing. */
  readonly onUnusableHash?: (userId: number) => void;
}
