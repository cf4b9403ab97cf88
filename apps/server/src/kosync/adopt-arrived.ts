import { getUser } from '@dust/auth';
import { getVisibleBook } from '@dust/books-core';
import { findDocument, listArrived } from '@dust/progress';
import { visibleFor } from '../positions/visible-for.ts';
import type { Services } from '../services.ts';
import { adoptPositions } from './sync-positions.ts';

/**
 * Gives books that have come what KOReader told of them before, so that other clients see it too; what is hidden from a user goes
 * on waiting for that user.
 */
export async function adoptArrived(services: Services): Promise<void> {
  const { db } = services;
  let arrived = await listArrived(db);
  for (let after = arrived.at(-1); after !== undefined; after = arrived.at(-1)) {
    for (const one of arrived) await adopt(services, one);
    arrived = await listArrived(db, { after });
  }
}

async function adopt(
  services: Services,
  { userId, document }: { readonly userId: number; readonly document: string },
): Promise<void> {
  const { db } = services;
  const { permissions } = await getUser(db, userId);
  const viewer = { userId, permissions: new Set(permissions) };
  const found = await findDocument(db, { document, visible: visibleFor(viewer) });
  if (found === undefined) return;
  await adoptPositions(services, { userId, document, book: await getVisibleBook(db, viewer, found) });
}

/** Books come in many small batches while a library is scanned. */
const delayMs = 5000;

/** Does so now, and some seconds after books have come. */
export function adoptWhenBooksCome(services: Services): void {
  const { crawler, lifecycle, logger } = services;
  let timer: NodeJS.Timeout | undefined;
  const adoptNow = (): void => {
    timer = undefined;
    if (lifecycle.isStopping) return;
    adoptArrived(services).catch((error: unknown) =>
      logger.error({ err: error }, 'could not give books the positions that waited for them'),
    );
  };
  crawler.on('books', ({ added, updated }) => {
    if (added.length + updated.length > 0) timer ??= setTimeout(adoptNow, delayMs).unref();
  });
  adoptNow();
}
