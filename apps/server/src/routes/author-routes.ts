import { sendKept } from '../http/answer.ts';
import { publicBase } from '../http/origin.ts';
import { authorListAnswer } from '../lists/author-list-answer.ts';
import { linkNextPage } from '../lists/link-next-page.ts';
import { presentAuthor } from '../presenters/browse-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveAuthors({ router, services }: RouteSetup): void {
  const { config, catalog, books } = services;

  router.route('listAuthors', ({ query, principal, request, reply }) => {
    const base = publicBase(request, config.publicUrl);
    return sendKept({ request, reply }, authorListAnswer(services, { viewer: principal, query, base }));
  });

  router.route('getAuthor', async ({ params, query, principal, request, reply }) => {
    const { author: record, books: page } = await catalog.getAuthor(principal, params.id, query);
    const author = presentAuthor(record);
    const base = publicBase(request, config.publicUrl);
    linkNextPage(reply, { base, path: `/books/authors/${params.id}`, query, nextCursor: page.nextCursor });
    return {
      ...author,
      author,
      books: books.books(page.items, base),
      totalBooks: page.total,
      nextCursor: page.nextCursor,
    };
  });
}
