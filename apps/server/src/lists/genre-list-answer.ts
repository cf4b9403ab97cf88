import { Genre } from '@dust/api-contract';
import type { KeptAnswer } from '../http/answer.ts';
import { weakEtag } from '../http/conditional.ts';
import { lazySerializer } from '../http/serializers.ts';
import { presentGenre } from '../presenters/browse-presenter.ts';
import type { Services } from '../services.ts';
import { jsonArray } from './json-array.ts';
import { keptList, type ListRequest } from './kept-list.ts';

const serializeGenre = lazySerializer(Genre);

/** The answer of `GET /genres`, kept as bytes for all who see the same. */
export function genreListAnswer(services: Services, request: ListRequest): KeptAnswer | Promise<KeptAnswer> {
  return keptList(services, { name: 'genres', request }, async (identity) => {
    const items = await services.catalog.listGenres(request.viewer);
    const genres = await jsonArray(items, (genre) => serializeGenre(presentGenre(genre)));
    return {
      body: Buffer.from(`{"genres":${genres}}`),
      etag: weakEtag(identity),
      compressed: new Map(),
    };
  });
}
