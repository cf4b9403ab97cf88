import type { Layout } from './model.ts';

/** A resource in reading order, and how many positions it has. */
export interface PositionedResource {
  readonly href: string;
  readonly type: string;
  readonly positions: number;
}

export interface MeasuredResource {
  /** As it lies in the archive. */
  readonly packedBytes: number;
  readonly layout: Layout;
}

const BYTES_OF_POSITION = 1024;
/** A long novel has some 1,000; whoever has more than this gets longer ones. */
const MAX_POSITIONS = 50_000;

/**
 * How many positions each resource has, by Readium's rule: one for every 1,024 bytes of its length in the archive, or part
 * of them, and one for a page of fixed size.
 * https://github.com/readium/architecture/tree/master/models/locators/positions
 */
export function countPositions(resources: readonly MeasuredResource[]): readonly number[] {
  for (let bytes = BYTES_OF_POSITION; ; bytes *= 2) {
    const counts = resources.map(({ packedBytes, layout }) =>
      layout === 'fixed' ? 1 : Math.max(1, Math.ceil(packedBytes / bytes)),
    );
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total <= Math.max(MAX_POSITIONS, resources.length)) return counts;
  }
}

/** The positions of a publication as Readium locators, as JSON text. */
export function positionList(resources: readonly PositionedResource[]): string {
  const total = resources.reduce((sum, { positions }) => sum + positions, 0);
  let before = 0;
  const positions = resources.flatMap(({ href, type, positions: count }) => {
    const start = before;
    before += count;
    return Array.from({ length: count }, (_, index) => ({
      href,
      type,
      locations: {
        position: start + index + 1,
        progression: index / count,
        totalProgression: (start + index) / total,
        ...(type === 'application/pdf' ? { fragments: [`page=${index + 1}`] } : {}),
      },
    }));
  });
  return JSON.stringify({ total, positions });
}
