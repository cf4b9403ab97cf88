import type { LightMyRequestResponse } from 'fastify';
import { startLibrary, type BookFields, type Library } from '../library.ts';
import type { SignedIn } from '../test-server.ts';
import { readFeed, type FeedView } from './feed-view.ts';

/** A server with books, and a reader who asks for its catalogue. */
export interface Catalogue extends AsyncDisposable {
  readonly library: Library;
  readonly reader: SignedIn;
  /** Ids of the books, in their order. */
  readonly ids: readonly number[];
  ask(url: string, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  read(url: string): Promise<FeedView>;
  /** Fields that a scan fills in and the makers of test libraries do not. */
  set(id: number, fields: Readonly<Record<string, string | number | null>>): Promise<void>;
}

export async function startCatalogue(...books: readonly BookFields[]): Promise<Catalogue> {
  const library = await startLibrary();
  const { server } = library;
  await server.signUp('admin');
  const reader = await server.signUp('reader', ['user']);
  const ids = await library.add(...books);
  const ask: Catalogue['ask'] = (url, headers = {}) =>
    server.inject({ url, headers: { ...reader.headers, ...headers } });
  return {
    library,
    reader,
    ids,
    ask,
    read: async (url) => readFeed(await ask(url)),
    set: async (id, fields) => {
      await server.services.db.updateTable('books').set(fields).where('id', '=', id).execute();
    },
    [Symbol.asyncDispose]: () => library[Symbol.asyncDispose](),
  };
}

/** The beginnings of the two catalogues' paths. */
export const roots = ['/opds', '/opds/v2'] as const;
