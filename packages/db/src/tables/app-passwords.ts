import type { Generated, Insertable, Selectable } from 'kysely';

/** Passwords of single devices. */
export interface AppPasswordsTable {
  id: Generated<number>;
  user_id: number;
  /** What the user calls the device. */
  name: string;
  /** `sha256:` and 64 hex digits of the password's SHA-256; never a password. */
  digest: string;
  /** The same of the 32 lower-case hex digits of the password's MD5, which is all that KOReader sends. */
  md5_digest: string;
  created_at: Generated<string>;
  last_used_at: string | null;
}

export type AppPasswordRow = Selectable<AppPasswordsTable>;
export type NewAppPassword = Insertable<AppPasswordsTable>;

/** What accounts are known by to KOReader, which sends the MD5 of their password. */
export interface KoreaderKeysTable {
  user_id: number;
  /** bcrypt of the 32 lower-case hex digits of the password's MD5. */
  key_hash: string;
  /** `sha256:` and 64 hex digits of the `users.password` this was made with; the key is void once that is another. */
  password_digest: string;
  updated_at: Generated<string>;
}

export type KoreaderKeyRow = Selectable<KoreaderKeysTable>;
