import { findByEmail } from '../accounts/user-queries.ts';
import { addRoles, getRoleIds } from '../accounts/role-assignment.ts';
import type { ClockContext } from '../context.ts';

/** What {@link grantAdminTo} did; `unchanged`: the account has the role already. */
export type AdminGrant =
  | { readonly outcome: 'granted' | 'unchanged'; readonly userId: number }
  | { readonly outcome: 'no-such-account' };

/** Gives role `admin` to the existing account with an e-mail, found as signing in would find it. */
export async function grantAdminTo({ db, clock }: ClockContext, email: string): Promise<AdminGrant> {
  return await db.transaction().execute(async (tx) => {
    const account = await findByEmail(tx, email);
    if (account === undefined) return { outcome: 'no-such-account' };
    const userId = account.id;
    const roleIds = await getRoleIds(tx, ['admin']);
    const held = await tx
      .selectFrom('user_roles')
      .select('role_id')
      .where('user_id', '=', userId)
      .where('role_id', 'in', roleIds)
      .execute();
    if (held.length > 0) return { outcome: 'unchanged', userId };
    await addRoles(tx, { userId, roleIds, grantedAt: clock() });
    return { outcome: 'granted', userId };
  });
}
