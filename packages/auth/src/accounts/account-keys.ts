import { foldKey, type Db } from '@dust/db';

/**
 * Fills the keys by which accounts are found where they are missing: an older server that writes to the same file knows nothing of
 * them. To be called at every start.
 *
 * @returns how many accounts lacked one
 */
export async function fillAccountKeys(db: Db): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('users')
      .select(['id', 'email', 'username'])
      .where((where) => where.or([where('email_key', 'is', null), where('username_key', 'is', null)]))
      .execute();
    for (const { id, email, username } of rows) {
      await tx
        .updateTable('users')
        .set({ email_key: foldKey(email), username_key: foldKey(username) })
        .where('id', '=', id)
        .execute();
    }
    return rows.length;
  });
}
