import { getBook } from '@dust/books-core';
import type { Publication } from '@dust/opds';
import type { FeedRequest } from './feed-request.ts';
import type { EntryRoute } from './feed-route.ts';
import { lastReadOf } from './last-read.ts';
import { presentPublications } from './publications.ts';

/** Everything about one book, and where the caller is in it. */
export const bookEntry: EntryRoute<{ readonly id: number }> = {
  makeEntry: async (request: FeedRequest<{ readonly id: number }>): Promise<Publication> => {
    const { services, viewer, params } = request;
    const records = [await getBook(services.db, viewer, params.id)];
    const lastRead = await lastReadOf(request, records);
    const [publication] = await presentPublications(request, records, { lastRead });
    if (publication === undefined) throw new Error('A book has one entry');
    return publication;
  },
};
