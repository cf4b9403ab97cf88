import { Book, contract, type BookQuery as ContractQuery } from '@dust/api-contract';
import type { BookQuery } from '@dust/books-core';
import { weakEtag } from '../http/conditional.ts';
import type { KeptAnswer } from '../http/answer.ts';
import { lazySerializer } from '../http/serializers.ts';
import type { Services } from '../services.ts';
import { keptList, type ListRequest } from './kept-list.ts';
import { nextLink } from './next-link.ts';

const serializeBook = lazySerializer(Book);
const serializePreferences = lazySerializer(contract.listBooks.responses[200].properties.userPreferences);

export type BookListRequest = ListRequest<ContractQuery>;

/** The answer of `GET /books`, kept as bytes for all who see the same. */
export function bookListAnswer(
  services: Services,
  request: BookListRequest,
): KeptAnswer | Promise<KeptAnswer> {
  // One's own reading changes without the catalogue.
  if (request.query.sort?.endsWith('last_read_at') === true) return makeAnswer(services, request, null);
  return keptList(services, { name: 'books', request }, (identity) =>
    makeAnswer(services, request, identity),
  );
}

/** @param identity changes with the body; null: its tag is made from the body itself */
async function makeAnswer(
  services: Services,
  request: BookListRequest,
  identity: string | null,
): Promise<KeptAnswer> {
  const { catalog, books } = services;
  const { viewer, query, base } = request;
  const preferences = serializePreferences(await catalog.userPreferences(viewer));
  const isWhole = query.limit === undefined && query.cursor === undefined;
  const parts: Buffer[] = [Buffer.from('{"books":[')];
  let count = 0;
  const add = (records: Parameters<typeof books.books>[0]): void => {
    const text = records.map((record) => serializeBook(books.book(record, base))).join(',');
    if (text === '') return;
    parts.push(Buffer.from(count === 0 ? text : `,${text}`));
    count += records.length;
  };
  let page: { readonly total: number; readonly nextCursor: string | null };
  if (isWhole) {
    for await (const records of catalog.streamBooks(viewer, domainQuery(query))) add(records);
    page = { total: count, nextCursor: null };
  } else {
    const { items, total, nextCursor } = await catalog.listBooks(viewer, domainQuery(query));
    add(items);
    page = { total, nextCursor };
  }
  const end = `],"userPreferences":${preferences},"total":${page.total},"nextCursor":${JSON.stringify(page.nextCursor)}}`;
  parts.push(Buffer.from(end));
  const body = Buffer.concat(parts);
  return {
    body,
    etag: weakEtag(identity ?? body),
    link: nextLink(base, '/books', { query, nextCursor: page.nextCursor }),
    compressed: new Map(),
  };
}

/** The query in the catalogue's own terms. */
function domainQuery(query: ContractQuery): BookQuery {
  return {
    limit: query.limit,
    cursor: query.cursor,
    includeGenres: query.includeGenres,
    includeTags: query.includeTags,
    excludeGenres: query.excludeGenres,
    excludeTags: query.excludeTags,
    q: query.q,
    sort: query.sort,
    status: query.status,
    formats: query.format,
    authorId: query.author,
    seriesId: query.series,
  };
}
