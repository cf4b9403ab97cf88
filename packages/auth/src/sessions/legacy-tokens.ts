import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '@dust/db';
import { digestPrefix, digestToken } from './tokens.ts';

/**
 * Replaces tokens that an older server has stored as they are by their digests, merges equal ones and gives sessions without a
 * public id one. To be called at every start.
 *
 * @returns how many rows held a token
 */
export async function digestLegacyTokens(db: Db): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('sessions')
      .select(['session_token', 'user_id', 'expires_at'])
      .where('session_token', 'not like', `${digestPrefix}%`)
      .execute();
    for (const { session_token: token, user_id, expires_at } of rows) {
      await tx.deleteFrom('sessions').where('session_token', '=', token).execute();
      const digest = digestToken(token);
      if (await hasSession(tx, digest)) continue;
      const unknown = { public_id: null, created_at: null, last_used_at: null, user_agent: null };
      await tx
        .insertInto('sessions')
        .values({
          ...unknown,
          session_token: digest,
          user_id,
          expires_at,
          public_id: await freePublicId(tx, token),
        })
        .execute();
    }
    await givePublicIds(tx);
    return rows.length;
  });
}

async function hasSession(tx: Tx, digest: string): Promise<boolean> {
  const rows = await tx
    .selectFrom('sessions')
    .select('user_id')
    .where('session_token', '=', digest)
    .execute();
  return rows.length > 0;
}

async function freePublicId(tx: Tx, token: string): Promise<string> {
  const jti = tokenId(token);
  if (jti === null) return randomUUID();
  const taken = await tx.selectFrom('sessions').select('user_id').where('public_id', '=', jti).execute();
  return taken.length === 0 ? jti : randomUUID();
}

/** The claim `jti` of a JWT whose signature is not this function's concern. */
function tokenId(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    if (typeof claims !== 'object' || claims === null || !('jti' in claims)) return null;
    return typeof claims.jti === 'string' && claims.jti !== '' ? claims.jti : null;
  } catch {
    return null;
  }
}

async function givePublicIds(tx: Tx): Promise<void> {
  const rows = await tx
    .selectFrom('sessions')
    .select('session_token')
    .where('public_id', 'is', null)
    .execute();
  for (const { session_token: token } of rows) {
    await tx
      .updateTable('sessions')
      .set({ public_id: randomUUID() })
      .where('session_token', '=', token)
      .execute();
  }
}
