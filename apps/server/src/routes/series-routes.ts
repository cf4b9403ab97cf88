import { publicBase } from '../http/origin.ts';
import { linkNextPage } from '../lists/link-next-page.ts';
import { presentSeries } from '../presenters/browse-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveSeries({ router, services }: RouteSetup): void {
  const { config, catalog, books } = services;

  router.route('listSeries', async ({ query, principal, request, reply }) => {
    const { items, total, nextCursor } = await catalog.listSeries(principal, query);
    const base = publicBase(request, config.publicUrl);
    linkNextPage(reply, { base, path: '/series', query, nextCursor });
    return { series: items.map((series) => presentSeries(series, { books, base })), total, nextCursor };
  });

  router.route('getSeries', async ({ params, query, principal, request, reply }) => {
    const { series, books: page } = await catalog.getSeries(principal, params.id, query);
    const base = publicBase(request, config.publicUrl);
    linkNextPage(reply, { base, path: `/series/${params.id}`, query, nextCursor: page.nextCursor });
    return {
      series: presentSeries(series, { books, base }),
      books: books.books(page.items, base),
      totalBooks: page.total,
      nextCursor: page.nextCursor,
    };
  });
}
