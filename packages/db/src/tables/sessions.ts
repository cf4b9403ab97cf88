import type { Insertable, Selectable } from 'kysely';

export interface SessionsTable {
  /** `sha256:` and 64 hex digits of the token's SHA-256; never a token. */
  session_token: string;
  /** ISO 8601 with milliseconds and `Z`. */
  expires_at: string;
  user_id: number | null;
  public_id: string | null;
  created_at: string | null;
  last_used_at: string | null;
  user_agent: string | null;
}

export type SessionRow = Selectable<SessionsTable>;
export type NewSession = Insertable<SessionsTable>;
