import { getBook } from '@dust/books-core';
import type { Publication } from '@dust/opds';
import { getProgress } from '@dust/progress';
import type { FeedRequest } from './feed-request.ts';
import type { EntryRoute } from './feed-route.ts';
import { presentPublications } from './publications.ts';

/** Everything about one book, and where the caller is in it. */
export const bookEntry: EntryRoute<{ readonly id: number }> = {
  makeEntry: async (request: FeedRequest<{ readonly id: number }>): Promise<Publication> => {
    const { services, viewer, params } = request;
    const record = await getBook(services.db, viewer, params.id);
    const progress = await getProgress(services.db, { userId: viewer.userId, bookId: record.id });
    const lastRead = new Map(
      progress === null ? [] : [[record.id, { page: progress.current_page, readAt: progress.last_read_at }]],
    );
    const [publication] = await presentPublications(request, [record], { lastRead });
    if (publication === undefined) throw new Error('A book has one entry');
    return publication;
  },
};
