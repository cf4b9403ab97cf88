import { toIsoTime } from '@dust/db';

/** A stored time as the API shows it, where it must show one: earlier servers have left some out. */
export function shownTime(stored: string | null): string {
  return toIsoTime(stored) ?? '1970-01-01T00:00:00Z';
}
