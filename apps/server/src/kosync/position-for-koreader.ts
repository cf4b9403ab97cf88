import type { KosyncPosition, KosyncUpdate } from '@dust/api-contract';
import { convertPosition, webClient, type BookMeasure, type ClientPosition } from '@dust/progress';
import { toShare } from '../positions/share.ts';
import { asTold, isOfKoreader } from './koreader-client.ts';

/** What positions are converted with for KOReader. */
export interface KoreaderMeasure extends BookMeasure {
  /** In whose terms KOReader goes to a place in the book. */
  readonly kind: 'page' | 'xpointer';
}

/**
 * Where a reader was last, in terms KOReader can go to; undefined where there is no such place. A device that is told a pointer
 * it cannot find goes to the first page, so where the latest place cannot be named the last one of KOReader itself is told.
 *
 * @param positions of all clients, the latest first
 */
export function positionForKoreader(
  document: string,
  positions: readonly ClientPosition[],
  book: KoreaderMeasure,
): KosyncPosition | undefined {
  const [latest] = positions;
  if (latest === undefined) return undefined;
  if (isOfKoreader(latest)) return asTold(document, latest);
  const converted = convertPosition(latest, book.kind, book);
  if (converted === null) {
    const own = positions.find(isOfKoreader);
    return own && asTold(document, own);
  }
  const { kind, value, quality } = converted;
  return {
    document,
    // KOReader counts from 1, and the place of who has only opened a book is page 0.
    progress: kind === 'page' ? String(Math.max(1, Number(value))) : value,
    percentage: toShare(latest.percentage),
    device: latest.device ?? 'Dust',
    device_id: latest.client === webClient ? 'dust-web' : latest.client,
    timestamp: Math.floor(latest.readAt.getTime() / 1000),
    quality,
  };
}

/** Whether a place is one that KOReader was told in place of a finer position, and now tells back. */
export function isEchoOf(
  { progress, percentage }: Pick<KosyncUpdate, 'progress' | 'percentage'>,
  latest: ClientPosition,
  book: KoreaderMeasure,
): boolean {
  if (isOfKoreader(latest)) return false;
  // The last page may be all there is to a chapter: who is there has read the book, and not only opened it.
  if (percentage === 1 && latest.percentage < 100) return false;
  return convertPosition(latest, book.kind, book)?.value === progress;
}

/** Whether a place has the form of those that KOReader is told: a page, or the beginning of a chapter. */
export function mayBeEcho(progress: string, kind: KoreaderMeasure['kind']): boolean {
  return kind === 'page' || /^\/body\/DocFragment\[\d+\]\.0$/.test(progress);
}
