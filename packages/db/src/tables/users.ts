import type { Generated, Insertable, Selectable } from 'kysely';

export interface UsersTable {
  id: Generated<number>;
  username: string;
  display_name: string;
  email: string;
  /** A bcrypt hash; files of earlier servers may hold other text, which never verifies. */
  password: string;
  is_active: Generated<number | null>;
  created_at: Generated<string | null>;
  updated_at: Generated<string | null>;
  /** NFC, trimmed, lower case: for comparing. Older rows may collide. */
  email_key: string | null;
  username_key: string | null;
  last_login_at: string | null;
}

export type UserRow = Selectable<UsersTable>;
export type NewUser = Insertable<UsersTable>;
