import type { ReadingPositionRow, ReadingProgressRow } from '@dust/db';
import { toIsoTime } from '@dust/db';
import { positionOf } from '../position.ts';

/** In whose terms a position is told: a page number, an EPUB CFI, a Readium locator (JSON), a KOReader XPointer, or none. */
export type PositionKind = 'page' | 'cfi' | 'locator' | 'xpointer' | 'percentage';

/** Where one client of a reader is in a book. */
export interface ClientPosition {
  /** Tells the clients of a reader apart: {@link webClient}, or the protocol, a colon and the device's id. */
  readonly client: string;
  /** The name of the device, for people. */
  readonly device: string | null;
  readonly kind: PositionKind;
  /** Verbatim as the client sent it. */
  readonly value: string;
  /** 0–100, unrounded. */
  readonly percentage: number;
  /** The page, as far as the client tells it, and of how many. */
  readonly page: number | null;
  readonly totalPages: number | null;
  readonly readAt: Date;
  readonly receivedAt: Date;
}

/** The client of all who use `reading_progress`, whose place is that row itself. */
export const webClient = 'web';

const kinds: ReadonlyMap<string, PositionKind> = new Map(
  (['page', 'cfi', 'locator', 'xpointer', 'percentage'] as const).map((kind) => [kind, kind]),
);

export function toClientPosition(row: ReadingPositionRow): ClientPosition {
  return {
    client: row.client,
    device: row.device,
    kind: kinds.get(row.kind) ?? 'percentage',
    value: row.value,
    percentage: row.percentage,
    page: row.page,
    totalPages: row.total_pages,
    readAt: new Date(row.read_at),
    receivedAt: new Date(row.received_at),
  };
}

/** The place of web clients, in their finest terms: the location, else the page, else the percentage. */
export function webPositionOf(row: ReadingProgressRow): ClientPosition {
  const { page, total, percentage, location } = positionOf(row);
  const hasPage = page > 0 || total !== null;
  const readAt = new Date(toIsoTime(row.last_read_at) ?? toIsoTime(row.updated_at) ?? 0);
  return {
    client: webClient,
    device: null,
    kind: location !== null ? 'cfi' : hasPage ? 'page' : 'percentage',
    value: location ?? String(hasPage ? page : percentage),
    percentage,
    page: hasPage ? page : null,
    totalPages: total,
    readAt,
    receivedAt: readAt,
  };
}
