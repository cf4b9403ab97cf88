import type { Generated, Insertable, Selectable } from 'kysely';

export interface InvitationsTable {
  id: Generated<number>;
  token_digest: string;
  email_key: string;
  email: string;
  /** JSON array of role names. */
  roles: string;
  created_by: number | null;
  created_at: Generated<string | null>;
  expires_at: string;
  used_at: string | null;
  used_by: number | null;
}

export type InvitationRow = Selectable<InvitationsTable>;
export type NewInvitation = Insertable<InvitationsTable>;
