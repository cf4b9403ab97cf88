import type { BookRecord } from '@dust/books-core';
import { listProgress } from '@dust/progress';
import type { FeedRequest } from './feed-request.ts';
import type { LastRead } from './reading-links.ts';

/** Where the caller is in which of the books, by their ids. */
export async function lastReadOf(
  { services, viewer }: FeedRequest,
  records: readonly BookRecord[],
): Promise<ReadonlyMap<number, LastRead>> {
  const bookIds = records.map(({ id }) => id);
  const places = await listProgress(services.db, { userId: viewer.userId, bookIds });
  return new Map(
    places.map((place) => [place.book_id, { page: place.current_page, readAt: place.last_read_at }]),
  );
}
