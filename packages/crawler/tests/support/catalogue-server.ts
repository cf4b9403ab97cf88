import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Fetch } from '../../src/providers/polite-requests.ts';

/** Roald Dahl in Open Library, without what nobody here asks for. */
export const dahl = {
  type: { key: '/type/author' },
  key: '/authors/OL34184A',
  name: 'Roald Dahl',
  personal_name: 'Roald Dahl',
  alternate_names: ['Dahl, Roald', 'Roald Dahl'],
  birth_date: '13 September 1916',
  death_date: '23 November 1990',
  bio: { type: '/type/text', value: 'A British novelist,\r\nborn in Wales.' },
  photos: [9395323, -1],
  links: [
    { title: 'Official site', url: 'http://www.roalddahl.com/', type: { key: '/type/link' } },
    { title: 'Wikipedia', url: 'https://en.wikipedia.org/wiki/Roald_Dahl', type: { key: '/type/link' } },
  ],
  remote_ids: { wikidata: 'Q25161', goodreads: '4273' },
  latest_revision: 61,
};

/** Google Books, which knows no authors but Roald Dahl, and Open Library, both served by this machine. */
export class CatalogueServer implements AsyncDisposable {
  /** What was asked: host and path, with the ISBN. */
  readonly asked: string[] = [];
  /** Names of the authors of every book in Open Library, by their keys. */
  authors: Readonly<Record<string, string>> = { OL34184A: 'Roald Dahl' };
  /** What Open Library answers about authors, by their keys. */
  pages: Readonly<Record<string, unknown>> = { OL34184A: dahl };
  /** Answers in the place of the pages about authors. */
  answerAuthor: RequestListener | null = null;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://localhost');
      this.asked.push(decodeURIComponent(url.pathname.slice(1) + (url.search && `?${isbnIn(url)}`)));
      const key = /^\/openlibrary\.org\/authors\/(\w+)\.json$/.exec(url.pathname)?.[1];
      if (key === undefined) sendJson(response, this.#bookAnswer(url));
      else if (this.answerAuthor === null) sendJson(response, this.pages[key] ?? null);
      else this.answerAuthor(request, response);
    });
  }

  static async start(): Promise<CatalogueServer> {
    const catalogues = new CatalogueServer();
    catalogues.#server.listen(0, '127.0.0.1');
    await once(catalogues.#server, 'listening');
    return catalogues;
  }

  readonly fetch: Fetch = (url, init) => {
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return fetch(`http://127.0.0.1:${port}/${url.hostname}${url.pathname}${url.search}`, init);
  };

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #bookAnswer(url: URL): unknown {
    const isbn = isbnIn(url);
    const identifier = { type: 'ISBN_13', identifier: isbn };
    const volumeInfo = { title: `Book ${isbn}`, authors: ['Roald Dahl'], industryIdentifiers: [identifier] };
    if (url.pathname.startsWith('/www.googleapis.com/')) return { totalItems: 1, items: [{ volumeInfo }] };
    const authors = Object.entries(this.authors).map(([key, name]) => ({
      url: `https://openlibrary.org/authors/${key}/${encodeURIComponent(name)}`,
      name,
    }));
    return { [`ISBN:${isbn}`]: { key: '/books/OL7353617M', title: 'Fantastic Mr. Fox', authors } };
  }
}

function isbnIn(url: URL): string {
  return /\d{13}/.exec(url.search)?.[0] ?? url.search;
}

function sendJson(response: ServerResponse, answer: unknown): void {
  if (answer === null) response.statusCode = 404;
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
}
