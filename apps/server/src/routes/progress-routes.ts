import { completeReading, getProgress, resetProgress, saveProgress, startReading } from '@dust/progress';
import type { RouteSetup } from './route-setup.ts';

export function serveProgress({ router, services }: RouteSetup): void {
  const { db, clock, events, visibleBooks } = services;

  router.route('getProgress', async ({ params, principal }) => {
    const book = await visibleBooks.get(principal, params.id);
    return {
      book: { id: book.id },
      progress: await getProgress(db, { userId: principal.userId, bookId: book.id }),
    };
  });

  router.route('updateProgress', async ({ params, body, principal }) => {
    const book = await visibleBooks.get(principal, params.id);
    const progress = await saveProgress(db, { userId: principal.userId, book, now: clock(), change: body });
    events.progressUpdated(principal.userId, book.id, progress);
    return { success: true, book: { id: book.id }, progress };
  });

  router.route('resetProgress', async ({ params, principal }) => {
    const book = await visibleBooks.get(principal, params.id);
    const wasThere = await resetProgress(db, { userId: principal.userId, bookId: book.id });
    if (wasThere) events.progressUpdated(principal.userId, book.id, null);
    return { message: 'Reading progress reset' };
  });

  router.route('startReading', async ({ params, body, principal }) => {
    const book = await visibleBooks.get(principal, params.id);
    const reading = { userId: principal.userId, book, now: clock() };
    const progress = await startReading(db, { ...reading, totalPages: body.total_pages });
    events.progressUpdated(principal.userId, book.id, progress);
    return { book: { id: book.id }, progress };
  });

  router.route('completeReading', async ({ params, principal }) => {
    const book = await visibleBooks.get(principal, params.id);
    const progress = await completeReading(db, { userId: principal.userId, book, now: clock() });
    events.progressUpdated(principal.userId, book.id, progress);
    return { book: { id: book.id }, progress };
  });
}
