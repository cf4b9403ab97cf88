import { InvalidPositionError } from '../errors.ts';
import type { PositionKind } from './client-position.ts';

/** What a client tells of where it is. */
export interface NewPosition {
  /** The protocol, a colon and the device's id; at most 300 characters. */
  readonly client: string;
  /** The name of the device, for people; at most 300 characters. */
  readonly device: string | null;
  readonly kind: PositionKind;
  /** Kept verbatim; at most 16,384 bytes. */
  readonly value: string;
  /** 0–100. */
  readonly percentage: number;
  /** The page, where the client tells it, and of how many, where that is not the book's page count. */
  readonly page?: number | null | undefined;
  readonly totalPages?: number | null | undefined;
  /** When it was read; without it, now. A time that has not come yet counts as now. */
  readonly readAt?: Date | undefined;
}

const maxNameLength = 300;
const maxValueBytes = 16_384;

/** Throws {@link InvalidPositionError} for what cannot be kept. */
export function assertPosition({ client, device, value, percentage }: NewPosition): void {
  if (!(percentage >= 0 && percentage <= 100)) throw new InvalidPositionError('percentage');
  if (client.length > maxNameLength) throw new InvalidPositionError('client');
  if ((device?.length ?? 0) > maxNameLength) throw new InvalidPositionError('device');
  if (Buffer.byteLength(value) > maxValueBytes) throw new InvalidPositionError('value');
}

/** The time that a reading counts as: never before 1970 nor after now. Unix milliseconds. */
export function readTime(claimed: Date | undefined, now: Date): number {
  const time = claimed?.getTime() ?? now.getTime();
  return Number.isNaN(time) ? now.getTime() : Math.min(now.getTime(), Math.max(0, time));
}
