import type { KosyncPosition, KosyncUpdate } from '@dust/api-contract';
import { maxPages, type ClientPosition, type NewPosition } from '@dust/progress';
import { toPercentage, toShare } from '../positions/share.ts';

const byId = 'koreader:';
/** Devices that tell no id. */
const byName = 'koreader-name:';

/**
 * What a KOReader device tells, as a position.
 *
 * @param isPaged whether the pages of the document are the same for every reader
 */
export function positionFrom(
  { device, device_id, progress, percentage }: KosyncUpdate,
  isPaged: boolean,
): NewPosition {
  return {
    client: device_id === null || device_id === undefined ? `${byName}${device}` : `${byId}${device_id}`,
    device,
    ...placeOf(progress, isPaged),
    value: progress,
    percentage: toPercentage(percentage),
  };
}

/** KOReader names places in documents with fixed pages by number, and in all others by pointer. */
export function placeOf(progress: string, isPaged: boolean): Pick<NewPosition, 'kind' | 'page'> {
  if (!/^\d+$/.test(progress)) return { kind: 'xpointer' };
  return { kind: 'page', page: isPaged ? Math.min(Number(progress), maxPages) : null };
}

export function isOfKoreader({ client }: Pick<ClientPosition, 'client'>): boolean {
  return client.startsWith(byId) || client.startsWith(byName);
}

/** A position of a KOReader device as that device told it. */
export function asTold(
  document: string,
  position: Pick<ClientPosition, 'client' | 'device' | 'value' | 'percentage' | 'readAt'>,
): KosyncPosition {
  const { client, device, value, percentage, readAt } = position;
  return {
    document,
    progress: value,
    percentage: toShare(percentage),
    device: device ?? 'KOReader',
    ...(client.startsWith(byId) ? { device_id: client.slice(byId.length) } : {}),
    timestamp: Math.floor(readAt.getTime() / 1000),
    quality: 'exact',
  };
}
