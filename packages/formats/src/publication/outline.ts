import type { OutlineEntry } from './publication.ts';

/** No book has more; what has was made to cost time. */
const MAX_ENTRIES = 10_000;
const MAX_DEPTH = 16;

export type OutlineTarget = OutlineEntry['target'];

/** An entry as a file states it; children are read when they are wanted. */
export interface OutlineSource {
  readonly title: string | null;
  readonly target: OutlineTarget | undefined;
  readonly children: () => Iterable<OutlineSource>;
}

/**
 * A table of contents of at most 10,000 entries and 16 levels. An entry that leads nowhere takes the target of the first
 * below it; one without a title, or without any target, gives way to its children.
 */
export function buildOutline(sources: Iterable<OutlineSource>): OutlineEntry[] {
  return entriesOf(sources, { left: MAX_ENTRIES }, MAX_DEPTH);
}

function entriesOf(
  sources: Iterable<OutlineSource>,
  budget: { left: number },
  depth: number,
): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  if (depth === 0) return entries;
  for (const { title, target, children } of sources) {
    if (budget.left <= 0) break;
    budget.left -= 1;
    const below = entriesOf(children(), budget, depth - 1);
    const place = target ?? below[0]?.target;
    if (title === null || place === undefined) entries.push(...below);
    else entries.push({ title, target: place, children: below });
  }
  return entries;
}
