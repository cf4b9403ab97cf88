import { decodeCursor, encodeCursor, InvalidCursorError, type KeyValue } from '@dust/db';
import type { Page } from './book-query.ts';

/** Where a page lies: at the start, after or before an entry, or at the end of its list. */
export type Place<Entry> =
  { readonly kind: 'start' | 'end' } | { readonly kind: 'after' | 'before'; readonly entry: Entry };

/** A key of a fixed number of values that says where an entry stands in a list. */
export interface EntryKey<Entry> {
  /** How many values there are. */
  readonly length: number;
  toValues(entry: Entry): readonly KeyValue[];
  /** Undefined for values that no entry has. */
  fromValues(values: readonly KeyValue[]): Entry | undefined;
}

export interface PlacedList<Entry> {
  /** Names the list for its cursors. */
  readonly context: string;
  readonly key: EntryKey<Entry>;
}

/** The place a cursor stands for; throws {@link InvalidCursorError}. */
export function placeOf<Entry>(
  { context, key }: PlacedList<Entry>,
  cursor: string | undefined,
): Place<Entry> {
  if (cursor === undefined) return { kind: 'start' };
  const [kind, ...values] = decodeCursor(context, cursor, key.length + 1);
  if (kind === 'start' || kind === 'end') return { kind };
  const entry = key.fromValues(values);
  if ((kind !== 'after' && kind !== 'before') || entry === undefined) throw new InvalidCursorError();
  return { kind, entry };
}

export function isBackward({ kind }: Place<unknown>): boolean {
  return kind === 'before' || kind === 'end';
}

/** How many entries to look for: one more than fit tells whether there are more; the last page has what the others leave. */
export function wantedOf({ kind }: Place<unknown>, limit: number, total: number): number {
  if (kind === 'end') return total === 0 ? 0 : ((total - 1) % limit) + 1;
  return kind === 'start' ? Math.min(limit + 1, total) : limit + 1;
}

/**
 * A page of a list, in the order of the list.
 *
 * @param found the entries from the place on, in the direction of reading, as many as {@link wantedOf} says
 */
export function pageOf<Entry, Found extends Entry, Item>(
  list: PlacedList<Entry>,
  { place, found, limit, total }: Reading<Entry, Found>,
  toItem: (found: Found) => Item,
): Page<Item> {
  const hasMore = found.length > limit;
  const read = hasMore ? found.slice(0, limit) : found;
  const entries = isBackward(place) ? read.toReversed() : read;
  const [first, last] = [entries[0], entries.at(-1)];
  const { kind } = place;
  const hasPrevious = kind === 'after' || (kind === 'end' && total > limit) || (kind === 'before' && hasMore);
  const hasNext = kind === 'before' || (!isBackward(place) && hasMore);
  // Where all entries of a page are gone meanwhile, the end or the start of the list is beside it.
  const after: Place<Entry> = last === undefined ? { kind: 'start' } : { kind: 'after', entry: last };
  const before: Place<Entry> = first === undefined ? { kind: 'end' } : { kind: 'before', entry: first };
  return {
    items: entries.map(toItem),
    total,
    nextCursor: hasNext ? cursorOf(list, after) : null,
    previousCursor: hasPrevious ? cursorOf(list, before) : null,
    lastCursor: total > limit ? cursorOf(list, { kind: 'end' }) : null,
  };
}

export interface Reading<Entry, Found extends Entry> {
  readonly place: Place<Entry>;
  readonly found: readonly Found[];
  readonly limit: number;
  readonly total: number;
}

/** A list that is sent as a whole. */
export function wholePage<Item>(items: readonly Item[]): Page<Item> {
  return { items, total: items.length, nextCursor: null, previousCursor: null, lastCursor: null };
}

function cursorOf<Entry>({ context, key }: PlacedList<Entry>, place: Place<Entry>): string {
  const values =
    'entry' in place ? key.toValues(place.entry) : Array.from({ length: key.length }, () => null);
  return encodeCursor(context, [place.kind, ...values]);
}
