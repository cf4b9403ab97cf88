import { foldKey, type KeyValue } from '@dust/db';
import type { Page, PageQuery } from '../lists/book-query.ts';
import {
  isBackward,
  pageOf,
  placeOf,
  wantedOf,
  wholePage,
  type EntryKey,
  type Place,
  type PlacedList,
} from '../lists/place.ts';

interface Named {
  readonly name: string;
}

/** A group where it stands among the others: names that differ in case alone are told apart by themselves. */
interface GroupPlace {
  readonly key: readonly [nameKey: string, name: string];
}

const defaultLimit = 100;

const groupKey: EntryKey<GroupPlace> = {
  length: 2,
  toValues: ({ key }) => key,
  fromValues: ([nameKey, name]: readonly KeyValue[]) =>
    typeof nameKey === 'string' && typeof name === 'string' ? { key: [nameKey, name] } : undefined,
};

/**
 * A page, by name, of groups that are all in memory; all of them if the query asks for none.
 *
 * @param context names the list for its cursors
 */
export function pageOfGroups<Group extends Named>(
  context: string,
  groups: readonly Group[],
  page: PageQuery,
): Page<Group> {
  const all = groups
    .map((group) => ({ group, key: [foldKey(group.name), group.name] as const }))
    .toSorted(({ key: one }, { key: other }) => (isBefore(one, other) ? -1 : 1));
  if (page.limit === undefined && page.cursor === undefined) return wholePage(all.map(({ group }) => group));
  const placed: PlacedList<GroupPlace> = { context, key: groupKey };
  const place = placeOf(placed, page.cursor);
  const limit = page.limit ?? defaultLimit;
  const total = all.length;
  const read = isBackward(place) ? all.toReversed() : all;
  const found = read.filter(({ key }) => isBeyond(place, key)).slice(0, wantedOf(place, limit, total));
  return pageOf(placed, { place, found, limit, total }, ({ group }) => group);
}

function isBeyond(place: Place<GroupPlace>, key: GroupPlace['key']): boolean {
  if (!('entry' in place)) return true;
  return isBackward(place) ? isBefore(key, place.entry.key) : isBefore(place.entry.key, key);
}

function isBefore(one: GroupPlace['key'], other: GroupPlace['key']): boolean {
  return one[0] === other[0] ? one[1] < other[1] : one[0] < other[0];
}
