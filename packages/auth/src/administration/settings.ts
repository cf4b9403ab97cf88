import { toDbTime, type Db } from '@dust/db';
import type { ClockContext } from '../context.ts';
import { InvalidFieldError } from '../errors.ts';

/** Whether anybody may register, or only who is invited. */
export type AuthFlow = 'signup' | 'invitation';

export interface AuthSettingsRecord {
  readonly authFlow: AuthFlow;
  /** As stored. */
  readonly updatedAt: string | null;
}

/** The sign-up mode; `signup` where none is set. */
export async function getAuthSettings(db: Db): Promise<AuthSettingsRecord> {
  const [row] = await db
    .selectFrom('server_settings')
    .select(['auth_flow', 'updated_at'])
    .where('id', '=', 1)
    .execute();
  return {
    authFlow: row?.auth_flow === 'invitation' ? 'invitation' : 'signup',
    updatedAt: row?.updated_at ?? null,
  };
}

/** Throws {@link InvalidFieldError} for any other text. */
export async function setAuthFlow(
  { db, clock }: ClockContext,
  authFlow: string,
): Promise<AuthSettingsRecord> {
  if (authFlow !== 'signup' && authFlow !== 'invitation') {
    throw new InvalidFieldError('auth_flow', 'Invalid auth_flow value', 'must be signup or invitation');
  }
  const updatedAt = toDbTime(clock());
  await db
    .insertInto('server_settings')
    .values({ id: 1, auth_flow: authFlow, updated_at: updatedAt })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ auth_flow: authFlow, updated_at: updatedAt }),
    )
    .execute();
  return { authFlow, updatedAt };
}
