import { sendKept } from '../http/answer.ts';
import { publicBase } from '../http/origin.ts';
import { genreListAnswer } from '../lists/genre-list-answer.ts';
import { linkNextPage } from '../lists/link-next-page.ts';
import { presentGenre } from '../presenters/browse-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveGenres({ router, services }: RouteSetup): void {
  const { config, catalog, books } = services;

  router.route('listGenres', ({ principal, request, reply }) => {
    // No URL is in this answer: it is the same under every address.
    const answer = genreListAnswer(services, { viewer: principal, query: {}, base: '' });
    return sendKept({ request, reply }, answer);
  });

  router.route('getGenre', async ({ params, query, principal, request, reply }) => {
    const { genre, books: page } = await catalog.getGenre(principal, params.id, query);
    const base = publicBase(request, config.publicUrl);
    linkNextPage(reply, { base, path: `/genres/${params.id}`, query, nextCursor: page.nextCursor });
    return {
      genre: presentGenre(genre),
      books: books.books(page.items, base),
      totalBooks: page.total,
      nextCursor: page.nextCursor,
    };
  });
}
