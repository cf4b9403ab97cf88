import { prepareQuery, sql, type Db, type PreparedQuery } from '@dust/db';
import type { Grant } from './principal.ts';

/** One grant of a user, with what is to be known of the user's session; a user without grants gives one row without permission. */
export interface SessionGrantRow {
  readonly user_id: number;
  readonly is_active: number | null;
  readonly expires_at: string;
  readonly public_id: string | null;
  readonly last_used_at: string | null;
  readonly permission: string | null;
  readonly book_id: number | null;
}

/** A session by its digest with its user and all grants, in one statement. */
export const selectSessionGrants: PreparedQuery<{ readonly digest: string }, SessionGrantRow> = prepareQuery(
  (db, argument: { readonly digest: string }) => {
    const session = db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select([
        'users.id as user_id',
        'users.is_active',
        'sessions.expires_at',
        'sessions.public_id',
        'sessions.last_used_at',
      ]);
    const throughRoles = session
      .leftJoin('user_roles', 'user_roles.user_id', 'users.id')
      .leftJoin('role_permissions', 'role_permissions.role_id', 'user_roles.role_id')
      .leftJoin('permissions', 'permissions.id', 'role_permissions.permission_id')
      .select(['permissions.name as permission', sql<number | null>`null`.as('book_id')])
      .where('sessions.session_token', '=', argument.digest);
    const direct = session
      .innerJoin('user_permissions', 'user_permissions.user_id', 'users.id')
      .innerJoin('permissions', 'permissions.id', 'user_permissions.permission_id')
      .select([
        sql<string | null>`permissions.name`.as('permission'),
        'user_permissions.resource_id as book_id',
      ])
      .where('sessions.session_token', '=', argument.digest);
    return throughRoles.unionAll(direct);
  },
);

interface UserGrantRow {
  readonly permission: string;
  readonly book_id: number | null;
}

/** All grants of one user, through roles and direct. */
const selectUserGrants: PreparedQuery<{ readonly userId: number }, UserGrantRow> = prepareQuery(
  (db, argument: { readonly userId: number }) =>
    db
      .selectFrom('user_roles')
      .innerJoin('role_permissions', 'role_permissions.role_id', 'user_roles.role_id')
      .innerJoin('permissions', 'permissions.id', 'role_permissions.permission_id')
      .select(['permissions.name as permission', sql<number | null>`null`.as('book_id')])
      .where('user_roles.user_id', '=', argument.userId)
      .unionAll(
        db
          .selectFrom('user_permissions')
          .innerJoin('permissions', 'permissions.id', 'user_permissions.permission_id')
          .select(['permissions.name as permission', 'user_permissions.resource_id as book_id'])
          .where('user_permissions.user_id', '=', argument.userId),
      ),
);

/** What a user may do, in the form of which a principal is made. */
export async function loadGrants(db: Db, userId: number): Promise<Grant[]> {
  const rows = await selectUserGrants.all(db, { userId });
  return rows.map(({ permission, book_id: bookId }) => ({ permission, bookId }));
}
