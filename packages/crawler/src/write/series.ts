import { foldKey, toDbTime, type Tx } from '@dust/db';
import { inFewSizes, paddedList } from '../queries/statement-sizes.ts';

/** Ids of series by their folded names; unknown ones are made under the first spelling. */
export async function resolveSeries(
  tx: Tx,
  names: Iterable<string>,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Map<string, string>();
  for (const name of names) {
    const key = foldKey(name);
    if (!wanted.has(key)) wanted.set(key, name);
  }
  const ids = new Map<string, number>();
  if (wanted.size === 0) return ids;
  const known = await tx
    .selectFrom('series')
    .select(['id', 'name_key'])
    .where('name_key', 'in', paddedList([...wanted.keys()]))
    .execute();
  for (const { id, name_key: key } of known) ids.set(key, id);
  const time = toDbTime(now);
  const missing = [...wanted].filter(([key]) => !ids.has(key));
  for (const entries of inFewSizes(missing)) {
    const made = await tx
      .insertInto('series')
      .values(entries.map(([key, name]) => ({ name, name_key: key, created_at: time, updated_at: time })))
      .returning(['id', 'name_key'])
      .execute();
    for (const { id, name_key: key } of made) ids.set(key, id);
  }
  return ids;
}
