import type { BodyOf } from '@dust/api-contract';
import {
  getBook,
  getVisibleBook,
  listTagsOfBook,
  updateBook,
  type BookEdit,
  type BookRecord,
} from '@dust/books-core';
import { BookFileNotFoundError } from '@dust/crawler';
import { publicBase } from '../http/origin.ts';
import { presentTag } from '../presenters/book-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveBookEdits({ router, services }: RouteSetup): void {
  const { config, db, clock, books, crawler, events } = services;

  router.route('updateBook', async ({ params, body, principal, request }) => {
    const update = { bookId: params.id, edit: editOf(body), now: clock() };
    const { book, needsRefresh } = await updateBook(db, principal, update);
    events.booksChanged('book.updated', [book.id]);
    const current = needsRefresh ? await derivedAnew(book) : book;
    const tags = await listTagsOfBook(db, book.id);
    return { book: books.book(current, publicBase(request, config.publicUrl)), tags: tags.map(presentTag) };

    /** What a dropped edit had covered comes back from the file; without it the value stays until a scan sees the file. */
    async function derivedAnew(edited: BookRecord): Promise<BookRecord> {
      try {
        await crawler.refreshBook(edited.id, { keepsLegacy: true });
      } catch (error) {
        if (error instanceof BookFileNotFoundError) return edited;
        throw error;
      }
      return getBook(db, principal, edited.id);
    }
  });

  router.route('refreshMetadata', async ({ params, principal, request }) => {
    const { id } = await getVisibleBook(db, principal, params.id);
    const { warnings } = await crawler.refreshBook(id);
    const book = await getBook(db, principal, id);
    return {
      success: true,
      message: 'Metadata refreshed successfully',
      book_id: id,
      book: books.book(book, publicBase(request, config.publicUrl)),
      warnings: [...warnings],
    };
  });
}

function editOf(body: BodyOf<'updateBook'>): BookEdit {
  const {
    publication_date: publicationDate,
    series_number: seriesNumber,
    page_count: pageCount,
    ...same
  } = body;
  return { ...same, publicationDate, seriesNumber, pageCount };
}
