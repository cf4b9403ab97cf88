import { foldKey, toDbTime, type Tx } from '@dust/db';

/** Ids of authors by their exact names; unknown ones are made. Of several rows with one name the oldest counts. */
export async function resolveAuthors(
  tx: Tx,
  names: Iterable<string>,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(names)];
  const ids = new Map<string, number>();
  if (wanted.length === 0) return ids;
  const known = await tx
    .selectFrom('authors')
    .select(['id', 'name'])
    .where('name', 'in', wanted)
    .orderBy('id', 'desc')
    .execute();
  for (const { id, name } of known) ids.set(name, id);
  const time = toDbTime(now);
  const missing = wanted.filter((name) => !ids.has(name));
  if (missing.length === 0) return ids;
  const made = await tx
    .insertInto('authors')
    .values(missing.map((name) => ({ name, name_key: foldKey(name), created_at: time, updated_at: time })))
    .returning(['id', 'name'])
    .execute();
  for (const { id, name } of made) ids.set(name, id);
  return ids;
}
