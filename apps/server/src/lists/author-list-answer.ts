import { Author, type PageQuery } from '@dust/api-contract';
import type { KeptAnswer } from '../http/answer.ts';
import { weakEtag } from '../http/conditional.ts';
import { lazySerializer } from '../http/serializers.ts';
import { presentAuthor } from '../presenters/browse-presenter.ts';
import type { Services } from '../services.ts';
import { jsonArray } from './json-array.ts';
import { keptList, type ListRequest } from './kept-list.ts';
import { nextLink } from './next-link.ts';

const serializeAuthor = lazySerializer(Author);

/** The answer of `GET /books/authors`, kept as bytes for all who see the same. */
export function authorListAnswer(
  services: Services,
  request: ListRequest<PageQuery>,
): KeptAnswer | Promise<KeptAnswer> {
  const { viewer, query, base } = request;
  return keptList(services, { name: 'authors', request }, async (identity) => {
    const { items, total, nextCursor } = await services.catalog.listAuthors(viewer, query);
    const authors = await jsonArray(items, (author) => serializeAuthor(presentAuthor(author)));
    const page = `"total":${total},"nextCursor":${JSON.stringify(nextCursor)}`;
    return {
      body: Buffer.from(`{"authors":${authors},${page}}`),
      etag: weakEtag(identity),
      link: nextLink(base, '/books/authors', { query, nextCursor }),
      compressed: new Map(),
    };
  });
}
