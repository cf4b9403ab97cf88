import { foldKey, toDbTime, type Tx } from '@dust/db';
import { inFewSizes, paddedList } from '../queries/statement-sizes.ts';

/** Ids of authors by their exact names; unknown ones are made. Of several rows with one name the oldest counts. */
export async function resolveAuthors(
  tx: Tx,
  wantedNames: Iterable<string>,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(wantedNames)];
  const ids = new Map<string, number>();
  if (wanted.length === 0) return ids;
  const known = await tx
    .selectFrom('authors')
    .select(['id', 'name'])
    .where('name', 'in', paddedList(wanted))
    .orderBy('id', 'desc')
    .execute();
  for (const { id, name } of known) ids.set(name, id);
  const time = toDbTime(now);
  const missing = wanted.filter((name) => !ids.has(name));
  for (const names of inFewSizes(missing)) {
    const made = await tx
      .insertInto('authors')
      .values(names.map((name) => ({ name, name_key: foldKey(name), created_at: time, updated_at: time })))
      .returning(['id', 'name'])
      .execute();
    for (const { id, name } of made) ids.set(name, id);
  }
  return ids;
}
