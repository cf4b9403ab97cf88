import type { ProgressionDocument, ReadingDevice } from '@dust/api-contract';
import {
  convertPosition,
  webClient,
  type BookMeasure,
  type ClientPosition,
  type LocatorValue,
} from '@dust/progress';
import { toShare } from '../positions/share.ts';

/** Of devices that speak this protocol, in the names of clients. */
export const ownPrefix = 'readium:';

/** A position as reading apps read it: as it was sent, or converted. */
export function progressionDocument(position: ClientPosition, book: BookMeasure): ProgressionDocument {
  const converted = convertPosition(position, 'locator', book);
  const { value, quality } = converted ?? { value: '{}', quality: 'approximate' };
  const { title, progression, references, locator }: Partial<LocatorValue> = JSON.parse(value);
  return {
    ...(title === undefined ? {} : { title }),
    modified: position.readAt.toISOString().replace('.000Z', 'Z'),
    device: deviceOf(position),
    progression: progression ?? toShare(position.percentage),
    ...(references === undefined ? {} : { references }),
    ...(locator === undefined ? {} : { locator }),
    quality,
  };
}

function deviceOf({ client, device }: ClientPosition): ReadingDevice {
  if (client.startsWith(ownPrefix)) return { id: client.slice(ownPrefix.length), name: device ?? client };
  if (client === webClient) return { id: 'urn:dust:web', name: 'Dust' };
  return { id: `urn:dust:${encodeURIComponent(client)}`, name: device ?? client };
}
