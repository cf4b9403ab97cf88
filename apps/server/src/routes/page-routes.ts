import type { QueryOf } from '@dust/api-contract';
import type { VisibleBook } from '@dust/books-core';
import { saveProgress } from '@dust/progress';
import type { Sent } from '../http/answer.ts';
import { HttpError } from '../http/http-error.ts';
import type { Call } from '../http/router.ts';
import { failureOf, pagedFileOf, sendPage } from '../book-pages/send-page.ts';
import { presentPage } from '../presenters/page-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

type PageCall = Omit<Call<'getPage'>, 'params' | 'query'> & { readonly query: QueryOf<'getPage'> };

export function servePages({ router, services }: RouteSetup): void {
  const { db, clock, events, visibleBooks, bookPages } = services;

  router.route('listPages', async ({ params, principal }) => {
    const book = await visibleBooks.get(principal, params.id);
    const file = await pagedFileOf(services, book);
    const list = await bookPages.list(file).catch((cause: unknown) => {
      throw new HttpError('BOOK_FILE_NOT_FOUND', undefined, { cause });
    });
    if (list.kind !== 'pages') throw failureOf(list);
    const pages = list.pages.map((page) => presentPage(page, { bookId: book.id, stamp: file.stamp }));
    return { book: { id: book.id }, totalPages: pages.length, pages };
  });

  router.route('getPage', async ({ params, ...call }) => answer(call, params.id, params.number));

  router.route('opdsPage', async ({ params, ...call }) => answer(call, params.id, numberAt(params.index)));

  async function answer(call: PageCall, bookId: number, number: number): Promise<Sent> {
    const book = await visibleBooks.get(call.principal, bookId);
    const isReading = call.query.progress === true && call.request.method === 'GET';
    const onThere = isReading ? () => noteProgress(call.principal.userId, book, number) : nothing;
    return sendPage(services, { ...call, book, number, onThere });
  }

  async function noteProgress(userId: number, book: VisibleBook, number: number): Promise<void> {
    const total = book.pageCount ?? (await countPages(book));
    const change = { current_page: number, total_pages: total };
    const progress = await saveProgress(db, { userId, book, now: clock(), change });
    events.progressUpdated(userId, book.id, progress);
  }

  async function countPages(book: VisibleBook): Promise<number | null> {
    const list = await bookPages.list(await pagedFileOf(services, book));
    return list.kind === 'pages' ? list.pages.length : null;
  }
}

async function nothing(): Promise<void> {}

/** The page number of an index from 0. */
function numberAt(index: string): number {
  if (!/^\d{1,9}$/.test(index)) throw new HttpError('INVALID_ID', 'Invalid page number');
  return Number(index) + 1;
}
