import type { KosyncPosition, KosyncUpdate } from '@dust/api-contract';
import type { Viewer, VisibleBook } from '@dust/books-core';
import {
  adoptUnmatched,
  findDocument,
  findUnmatched,
  keepUnmatched,
  listPositions,
  savePosition,
} from '@dust/progress';
import type { Sighted } from '../lists/sight.ts';
import { isPaged, measureBook } from '../positions/measure-book.ts';
import { visibleFor } from '../positions/visible-for.ts';
import type { Services } from '../services.ts';
import { asTold, isOfKoreader, placeOf, positionFrom } from './koreader-client.ts';
import { isEchoOf, mayBeEcho, positionForKoreader, type KoreaderMeasure } from './position-for-koreader.ts';

type Reader = Viewer & Sighted;

/** Keeps where a KOReader device is: in the book that its document is, or until there is such a book. */
export async function saveKoreaderPosition(
  services: Services,
  reader: Reader,
  update: KosyncUpdate,
): Promise<void> {
  const { db, clock, events } = services;
  const { userId } = reader;
  const { document, progress } = update;
  const book = await findBook(services, reader, document);
  if (book === undefined) {
    await keepUnmatched(db, { userId, document, position: positionFrom(update, false), now: clock() });
    return;
  }
  const measure = mayBeEcho(progress, kindOf(book)) ? await measureForKoreader(services, book) : undefined;
  const saved = await savePosition(db, {
    userId,
    book,
    now: clock(),
    position: positionFrom(update, isPaged(book)),
    isEcho: measure && ((latest) => isEchoOf(update, latest, measure)),
  });
  if (saved.progress !== null) events.progressUpdated(userId, book.id, saved.progress);
}

/** Where the reader was last in a document; undefined where nobody was, or KOReader could not be told. */
export async function findKoreaderPosition(
  services: Services,
  reader: Reader,
  document: string,
): Promise<KosyncPosition | undefined> {
  const { db } = services;
  const { userId } = reader;
  const book = await findBook(services, reader, document);
  if (book === undefined) {
    const waiting = await findUnmatched(db, { userId, document });
    return waiting && asTold(document, { ...waiting, readAt: waiting.receivedAt });
  }
  const positions = await listPositions(db, { userId, bookId: book.id });
  const [latest] = positions;
  if (latest === undefined) return undefined;
  // What KOReader has told needs nothing that is in the file.
  if (isOfKoreader(latest)) return asTold(document, latest);
  return positionForKoreader(document, positions, await measureForKoreader(services, book));
}

function kindOf(book: VisibleBook): KoreaderMeasure['kind'] {
  return isPaged(book) ? 'page' : 'xpointer';
}

async function measureForKoreader(services: Services, book: VisibleBook): Promise<KoreaderMeasure> {
  return { ...(await measureBook(services, book)), kind: kindOf(book) };
}

/** The book that a document is, with what waited for it. */
async function findBook(
  services: Services,
  reader: Reader,
  document: string,
): Promise<VisibleBook | undefined> {
  const found = await findDocument(services.db, { document, visible: visibleFor(reader) });
  if (found === undefined) return undefined;
  const book = await services.visibleBooks.get(reader, found);
  await adoptPositions(services, { userId: reader.userId, document, book });
  return book;
}

/** Gives a book what waited for its document. */
export async function adoptPositions(
  { db, clock, events }: Services,
  { book, ...of }: { readonly userId: number; readonly document: string; readonly book: VisibleBook },
): Promise<void> {
  const describe = (value: string) => placeOf(value, isPaged(book));
  const adopted = await adoptUnmatched(db, { ...of, book, now: clock(), describe });
  const progress = adopted?.progress ?? null;
  if (progress !== null) events.progressUpdated(of.userId, book.id, progress);
}
