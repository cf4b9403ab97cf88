import { contract } from '@dust/api-contract';
import { getBook, listTagsOfBook } from '@dust/books-core';
import type { KeptAnswer } from '../http/answer.ts';
import { weakEtag } from '../http/conditional.ts';
import { lazySerializer } from '../http/serializers.ts';
import { presentTag } from '../presenters/book-presenter.ts';
import type { Services } from '../services.ts';
import { keptList, type ListRequest } from './kept-list.ts';

const serialize = lazySerializer(contract.getBook.responses[200]);

/** The answer of `GET /books/:id`, kept as bytes for all who see the same. */
export function bookAnswer(
  services: Services,
  request: ListRequest<{ readonly id: number }>,
): KeptAnswer | Promise<KeptAnswer> {
  const { db, books } = services;
  const { viewer, query, base } = request;
  return keptList(services, { name: 'book', request }, async (identity) => {
    const record = await getBook(db, viewer, query.id);
    const tags = record.tags.length === 0 ? [] : await listTagsOfBook(db, record.id);
    const body = Buffer.from(serialize({ book: books.book(record, base), tags: tags.map(presentTag) }));
    return { body, etag: weakEtag(identity), compressed: new Map() };
  });
}
