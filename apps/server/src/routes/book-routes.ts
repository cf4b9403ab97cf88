import { getBook, listTagsOfBook } from '@dust/books-core';
import { sendKept } from '../http/answer.ts';
import { publicBase } from '../http/origin.ts';
import { bookListAnswer } from '../lists/book-list-answer.ts';
import { presentTag } from '../presenters/book-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveBooks({ router, services }: RouteSetup): void {
  const { config, db, books } = services;

  router.route('listBooks', async ({ query, principal, request, reply }) => {
    const base = publicBase(request, config.publicUrl);
    return sendKept(request, reply, await bookListAnswer(services, { viewer: principal, query, base }));
  });

  router.route('getBook', async ({ params, principal, request }) => {
    const record = await getBook(db, principal, params.id);
    const tags = record.tags.length === 0 ? [] : await listTagsOfBook(db, record.id);
    return { book: books.book(record, publicBase(request, config.publicUrl)), tags: tags.map(presentTag) };
  });
}
