import { foldKey, toDbTime } from '@dust/db';
import { isBlank, validEmail } from '../accounts/account-rules.ts';
import { getRoleIds } from '../accounts/role-assignment.ts';
import { requireFreeEmail } from '../accounts/uniqueness.ts';
import type { ClockContext } from '../context.ts';
import { InvalidFieldError } from '../errors.ts';
import { createSecret, digestToken } from '../sessions/tokens.ts';

export interface InvitationInput {
  readonly email: string;
  /** Role names; `user` by default. */
  readonly roles?: readonly string[] | null | undefined;
  /** Who invites. */
  readonly createdBy: number | null;
}

/** A fresh invitation: the only moment at which its token is known. */
export interface InvitationRecord {
  /** URL-safe. */
  readonly token: string;
  readonly email: string;
  readonly roles: readonly string[];
  /** As stored. */
  readonly expiresAt: string;
}

const lifetimeMs = 24 * 60 * 60_000;

/**
 * Invites an e-mail address for 24 hours; an earlier invitation for it ends. Throws {@link InvalidFieldError}, UnknownRoleError or
 * EmailTakenError.
 */
export async function createInvitation(
  { db, clock }: ClockContext,
  input: InvitationInput,
): Promise<InvitationRecord> {
  if (isBlank(input.email)) throw new InvalidFieldError('email', 'Email is required', 'is required');
  const email = validEmail(input.email);
  const roles = [...new Set(input.roles ?? ['user'])];
  const token = createSecret();
  const now = clock();
  const expiresAt = toDbTime(new Date(now.getTime() + lifetimeMs));
  await db.transaction().execute(async (tx) => {
    await getRoleIds(tx, roles);
    await requireFreeEmail(tx, email);
    await tx
      .deleteFrom('invitations')
      .where('email_key', '=', foldKey(email))
      .where('used_at', 'is', null)
      .execute();
    await tx
      .insertInto('invitations')
      .values({
        token_digest: digestToken(token),
        email_key: foldKey(email),
        email,
        roles: JSON.stringify(roles),
        created_by: input.createdBy,
        created_at: toDbTime(now),
        expires_at: expiresAt,
        used_at: null,
        used_by: null,
      })
      .execute();
  });
  return { token, email, roles, expiresAt };
}
