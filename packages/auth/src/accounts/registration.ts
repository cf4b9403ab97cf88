import { foldKey, parseTextList, toDbTime, type Db, type Tx } from '@dust/db';
import type { AuthContext } from '../context.ts';
import { InvalidInvitationError, InvitationRequiredError } from '../errors.ts';
import { getAuthSettings } from '../administration/settings.ts';
import { requireValidPassword } from '../passwords/password-rules.ts';
import { digestToken } from '../sessions/tokens.ts';
import { isBlank, validDisplayName, validEmail, validUsername } from './account-rules.ts';
import { insertUser } from './insert-user.ts';
import { getRoleIds } from './role-assignment.ts';
import { deriveUsername, requireFreeEmail, requireFreeUsername } from './uniqueness.ts';
import { getUser } from './user-queries.ts';
import type { UserRecord } from './user-record.ts';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly displayName?: string | null | undefined;
  /** Blank or absent: the local part of the e-mail, with a number where that is taken. */
  readonly username?: string | null | undefined;
  readonly invitationToken?: string | null | undefined;
  /** The client's address. */
  readonly address: string;
}

/**
 * Creates an account: the first one of a database as administrator, later ones as the sign-up mode and their invitation say.
 * Either all is stored, or nothing. Throws InvalidFieldError, InvitationRequiredError, InvalidInvitationError, EmailTakenError,
 * UsernameTakenError or RateLimitedError.
 */
export async function register(context: AuthContext, input: Registration): Promise<UserRecord> {
  const { db, clock, hasher, limits } = context;
  const wanted = validate(input);
  // Refused ones count too: their answers tell which e-mails and user names are taken.
  limits.requireRegistration(input.address);
  await planInvitation(context, input, wanted.email);
  await requireFree(db, wanted);
  // Hashing takes long, a transaction must not: everything is checked again inside.
  const passwordHash = await hasher.hash(input.password);

  const user = await db.transaction().execute(async (tx) => {
    const createdAt = clock();
    const plan = await admit(tx, { token: input.invitationToken, email: wanted.email, now: createdAt });
    await requireFree(tx, wanted);
    const username = wanted.username ?? (await deriveUsername(tx, wanted.email));
    const displayName = validDisplayName(input.displayName ?? '', username);
    const roleIds = await getRoleIds(tx, plan.roles);
    const { email } = wanted;
    const userId = await insertUser(tx, { email, username, displayName, passwordHash, roleIds, createdAt });
    if (plan.invitationId !== null) await useInvitation(tx, plan.invitationId, { userId, usedAt: createdAt });
    return await getUser(tx, userId);
  });
  context.koreaderKeys?.note({ userId: user.id, password: input.password, stored: passwordHash });
  return user;
}

interface WantedNames {
  readonly email: string;
  readonly username: string | null;
}

function validate(input: Registration): WantedNames {
  const email = validEmail(input.email);
  requireValidPassword(input.password);
  const username = isBlank(input.username) ? null : validUsername(input.username);
  validDisplayName(input.displayName ?? '', username ?? email);
  return { email, username };
}

async function requireFree(db: Db, { email, username }: WantedNames): Promise<void> {
  await requireFreeEmail(db, email);
  if (username !== null) await requireFreeUsername(db, username);
}

/** Refuses early, and counts wrong tokens of an address, which may guess only so often. */
async function planInvitation(context: AuthContext, input: Registration, email: string): Promise<void> {
  const attempt = { login: null, address: input.address };
  if (!isBlank(input.invitationToken)) context.limits.requireAttempt(attempt);
  try {
    await admit(context.db, { token: input.invitationToken, email, now: context.clock() });
  } catch (error) {
    if (error instanceof InvalidInvitationError) context.limits.recordFailure(attempt);
    throw error;
  }
}

interface Applicant {
  readonly token: string | null | undefined;
  readonly email: string;
  readonly now: Date;
}

interface Admission {
  readonly roles: readonly string[];
  readonly invitationId: number | null;
}

/** With which roles, and by which invitation, somebody may register. */
async function admit(db: Db, applicant: Applicant): Promise<Admission> {
  const invitation = isBlank(applicant.token) ? null : await getInvitation(db, applicant.token, applicant);
  const invitationId = invitation?.id ?? null;
  const isFirst = (await db.selectFrom('users').select('id').limit(1).execute()).length === 0;
  if (isFirst) return { roles: ['admin', 'user'], invitationId };
  if (invitation !== null) return { roles: invitation.roles, invitationId };
  const { authFlow } = await getAuthSettings(db);
  if (authFlow === 'invitation') throw new InvitationRequiredError();
  return { roles: ['user'], invitationId };
}

async function getInvitation(
  db: Db,
  token: string,
  { email, now }: Applicant,
): Promise<{ readonly id: number; readonly roles: readonly string[] }> {
  const [row] = await db
    .selectFrom('invitations')
    .select(['id', 'roles'])
    .where('token_digest', '=', digestToken(token.trim()))
    .where('email_key', '=', foldKey(email))
    .where('used_at', 'is', null)
    .where('expires_at', '>', toDbTime(now))
    .execute();
  if (row === undefined) throw new InvalidInvitationError();
  const known = await db.selectFrom('roles').select('name').execute();
  const names = new Set(known.map(({ name }) => name));
  // A role deleted since the invitation was made is no longer there to be given.
  return { id: row.id, roles: parseTextList(row.roles).filter((role) => names.has(role)) };
}

async function useInvitation(
  tx: Tx,
  invitationId: number,
  { userId, usedAt }: { readonly userId: number; readonly usedAt: Date },
): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ used_at: toDbTime(usedAt), used_by: userId })
    .where('id', '=', invitationId)
    .execute();
}
