import type { ProgressionUpdate } from '@dust/api-contract';
import type { NewPosition } from '@dust/progress';
import { HttpError } from '../http/http-error.ts';
import { toPercentage } from '../positions/share.ts';
import { ownPrefix } from './progression-document.ts';

/**
 * What a reading app sends, as a position. Throws VALIDATION_ERROR for a time that does not exist, and without any share of the
 * publication.
 *
 * @param isPaged whether references and locators name pages of the book
 */
export function positionFrom(update: ProgressionUpdate, isPaged: boolean): NewPosition {
  const { title, modified, device, references, locator } = update;
  const progression = update.progression ?? shareOf(locator);
  if (progression === undefined) throw invalid('progression', 'is required without a locator that has one');
  const readAt = new Date(modified);
  if (Number.isNaN(readAt.getTime())) throw invalid('modified', 'is no time');
  return {
    client: `${ownPrefix}${device.id}`,
    device: device.name,
    kind: 'locator',
    value: JSON.stringify({ title: title ?? undefined, progression, references, locator }),
    percentage: toPercentage(progression),
    page: isPaged ? pageOf(references ?? [], locator) : null,
    readAt,
  };
}

function shareOf(locator: unknown): number | undefined {
  const share = memberOf(memberOf(locator, 'locations'), 'totalProgression');
  return typeof share === 'number' && share >= 0 && share <= 1 ? share : undefined;
}

/** A page by its fragment (RFC 8118), or the number of an image. */
function pageOf(references: readonly string[], locator: unknown): number | null {
  const locations = memberOf(locator, 'locations');
  const fragments = memberOf(locations, 'fragments');
  const texts: unknown[] = [...references, ...(Array.isArray(fragments) ? fragments : [])];
  for (const text of texts) {
    const page = typeof text === 'string' ? /(?:^|[#&])page=(\d{1,9})(?:&|$)/.exec(text)?.[1] : undefined;
    if (page !== undefined) return Number(page);
  }
  const position = memberOf(locations, 'position');
  return typeof position === 'number' && Number.isSafeInteger(position) && position > 0 ? position : null;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function invalid(field: string, message: string): HttpError {
  return new HttpError('VALIDATION_ERROR', undefined, { details: [{ path: `body.${field}`, message }] });
}
