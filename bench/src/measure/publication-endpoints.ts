import type { BookSummary, DustClient } from '../server/dust-client.ts';
import { getEndpoint, type Endpoint } from './endpoints.ts';

interface Link {
  readonly href: string;
}

interface Manifest {
  readonly readingOrder: readonly Link[];
  readonly resources?: readonly Link[];
}

/** Books whose chapters are read in turn. */
const booksInTurn = 50;

/** Books read in a browser: their manifest, and what is on the page. */
export async function preparePublicationEndpoints(client: DustClient): Promise<Endpoint[]> {
  const books = (await client.listBooks(500)).filter(({ filepath }) => filepath.endsWith('.epub'));
  const [book] = books;
  if (book === undefined) throw new Error('the library has no EPUB');
  const { readingOrder, resources = [] } = await manifestOf(client, book);
  const chapter = readingOrder[0]?.href ?? '';
  const image = resources.find(({ href }) => /\.(?:jpe?g|png)$/.test(href))?.href ?? chapter;
  const at = (href: string): string => `/books/${book.id}/${href}`;
  return [
    await getEndpoint(client, 'manifest of an EPUB', at('manifest')),
    await getEndpoint(client, 'chapter of an EPUB', at(chapter)),
    await getEndpoint(client, 'picture in an EPUB', at(image)),
    await chaptersEndpoint(client, books.slice(0, booksInTurn)),
  ];
}

async function chaptersEndpoint(client: DustClient, books: readonly BookSummary[]): Promise<Endpoint> {
  const paths: string[] = [];
  for (const book of books) {
    const { readingOrder } = await manifestOf(client, book);
    paths.push(...readingOrder.map(({ href }) => `/books/${book.id}/${href}`));
  }
  const one = await getEndpoint(client, `chapters of ${books.length} EPUBs in turn`, paths[0] ?? '');
  return { ...one, dust: { ...one.dust, paths } };
}

async function manifestOf(client: DustClient, { id }: BookSummary): Promise<Manifest> {
  const { body } = await client.getBytes(`/books/${id}/manifest`);
  const manifest: Manifest = JSON.parse(body.toString());
  return manifest;
}
