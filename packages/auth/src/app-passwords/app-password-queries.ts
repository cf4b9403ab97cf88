import { prepareQuery, type Db, type PreparedQuery } from '@dust/db';
import { digestToken } from '../sessions/tokens.ts';
import { readAppPassword } from './app-password-text.ts';

/** An app password that was shown, and whose it is. */
export interface ShownAppPassword {
  readonly id: number;
  readonly user_id: number;
}

const selectByDigest: PreparedQuery<{ readonly digest: string }, ShownAppPassword> = prepareQuery(
  (db, argument: { readonly digest: string }) =>
    db.selectFrom('app_passwords').select(['id', 'user_id']).where('digest', '=', argument.digest),
);

const selectByMd5Digest: PreparedQuery<{ readonly digest: string }, ShownAppPassword> = prepareQuery(
  (db, argument: { readonly digest: string }) =>
    db.selectFrom('app_passwords').select(['id', 'user_id']).where('md5_digest', '=', argument.digest),
);

/** The app password with that text, however it was typed. */
export async function findAppPassword(db: Db, typed: string): Promise<ShownAppPassword | undefined> {
  const text = readAppPassword(typed);
  return text === undefined ? undefined : await selectByDigest.first(db, { digest: digestToken(text) });
}

/** The app password of which KOReader sends the MD5. */
export async function findAppPasswordByMd5(db: Db, md5: string): Promise<ShownAppPassword | undefined> {
  return await selectByMd5Digest.first(db, { digest: digestToken(md5) });
}

const selectById: PreparedQuery<{ readonly id: number }, ShownAppPassword> = prepareQuery(
  (db, argument: { readonly id: number }) =>
    db.selectFrom('app_passwords').select(['id', 'user_id']).where('id', '=', argument.id),
);

/** Whether an app password that was shown before has not been revoked. Ids are never given twice. */
export async function isStillThere(db: Db, { id, user_id: userId }: ShownAppPassword): Promise<boolean> {
  return (await selectById.first(db, { id }))?.user_id === userId;
}
