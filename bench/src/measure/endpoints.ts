import { join } from 'node:path';
import type { BareRoute } from '../bare/bare-route.ts';
import type { LoadRequest } from '../load/load-job.ts';
import type { BookSummary, DustClient } from '../server/dust-client.ts';

export interface Endpoint {
  readonly name: string;
  /** What is sent to Dust. */
  readonly dust: LoadRequest;
  /** What the bare server answers, at `bare.path`. */
  readonly bare: BareRoute;
  /** The bare server works on for seconds after it was asked: measured last, for longer, and not by many at once. */
  readonly isLong?: boolean;
}

const smallFileBytes = 26_000;
/** Serialising a longer list takes the bare server seconds, which it would still do while others are measured. */
const mostInOneList = 20_000;
const longList = 2_000;

/** The requests to measure, each with the bytes Dust answers to it now. */
export async function prepareEndpoints(
  client: DustClient,
  library: { readonly folder: string; readonly books: number },
): Promise<Endpoint[]> {
  const books = await client.listBooks(500);
  const book = books.find(({ cover_image_path }) => cover_image_path !== null);
  if (book === undefined) throw new Error('the library has no book with a cover');
  const small = closestInSize(books, smallFileBytes);
  const gets: [name: string, path: string][] = [
    ['health', '/health'],
    ['one book', `/books/${book.id}`],
    ['50 books', '/books?limit=50'],
    ['authors', '/books/authors?limit=50'],
    ['genres', '/genres'],
    ['currently reading', '/reading/currently-reading'],
    ['cover', `/${book.cover_image_path}`],
  ];
  await client.putJson(`/books/${book.id}/progress`, { current_page: 3, total_pages: 47 });
  const endpoints: Endpoint[] = [];
  for (const [name, path] of gets) endpoints.push(await getEndpoint(client, name, path));
  endpoints.push(await detailEndpoint(client, books));
  endpoints.push(await progressEndpoint(client, book.id));
  endpoints.push(await notModifiedEndpoint(client));
  endpoints.push(await fileEndpoint(client, small, library.folder));
  if (library.books > mostInOneList) return endpoints;
  const isLong = library.books > longList;
  const whole = await getEndpoint(client, 'whole list', '/books');
  return [...endpoints, { ...whole, isLong }, { ...(await serialisedEndpoint(client)), isLong }];
}

/** A GET with a token, and the bytes it gives. */
export async function getEndpoint(client: DustClient, name: string, path: string): Promise<Endpoint> {
  const { body, type } = await client.getBytes(path);
  const bare = {
    method: 'GET',
    path: barePath(name),
    status: 200,
    type,
    body: body.toString('base64'),
  } as const;
  return { name, dust: { method: 'GET', path, headers: client.headers, expectedStatus: 200 }, bare };
}

/** Different books in turn, as people ask for them. */
async function detailEndpoint(client: DustClient, books: readonly BookSummary[]): Promise<Endpoint> {
  const [first] = books;
  if (first === undefined) throw new Error('the library has no books');
  const one = await getEndpoint(client, 'book detail, 500 in turn', `/books/${first.id}`);
  return { ...one, dust: { ...one.dust, paths: books.map(({ id }) => `/books/${id}`) } };
}

/** The whole list beside a server that serialises the same objects for every request. */
async function serialisedEndpoint(client: DustClient): Promise<Endpoint> {
  const list = await getEndpoint(client, 'whole list, bare one serialises', '/books');
  return { ...list, bare: { ...list.bare, isSerialised: true } };
}

function progressEndpoint(client: DustClient, bookId: number): Promise<Endpoint> {
  const body = {
    current_page: 5,
    total_pages: 47,
    percentage_complete: 10.6,
    current_location: 'epubcfi(/6/8!/4)',
  };
  return putEndpoint(client, { name: 'save progress', path: `/books/${bookId}/progress`, body });
}

export interface PutRequest {
  readonly name: string;
  readonly path: string;
  readonly body: object;
  /** Instead of the client's token. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The same request again and again, which writes each time. */
export async function putEndpoint(
  client: DustClient,
  { name, path, body: sent, headers = client.headers }: PutRequest,
): Promise<Endpoint> {
  const { body, type } = await client.putJson(path, sent, headers);
  const all = { ...headers, 'Content-Type': 'application/json' };
  return {
    name,
    dust: { method: 'PUT', path, headers: all, body: JSON.stringify(sent), expectedStatus: 200 },
    bare: { method: 'PUT', path: barePath(name), status: 200, type, body: body.toString('base64') },
  };
}

async function notModifiedEndpoint(client: DustClient): Promise<Endpoint> {
  const name = '50 books, unchanged (304)';
  const path = '/books?limit=50';
  const { etag } = await client.getBytes(path);
  if (etag === undefined) throw new Error(`${path} has no ETag`);
  const headers = { ...client.headers, 'If-None-Match': etag };
  return {
    name,
    dust: { method: 'GET', path, headers, expectedStatus: 304 },
    bare: { method: 'GET', path: barePath(name), status: 304, type: undefined },
  };
}

async function fileEndpoint(client: DustClient, book: BookSummary, libraryFolder: string): Promise<Endpoint> {
  const path = `/books/${book.id}/stream`;
  const { body, type } = await client.getBytes(path);
  const name = `file of ${Math.round(body.length / 1000)} KB`;
  const file = join(libraryFolder, book.filepath);
  return {
    name,
    dust: { method: 'GET', path, headers: client.headers, expectedStatus: 200 },
    bare: { method: 'GET', path: barePath(name), status: 200, type, file },
  };
}

function barePath(name: string): string {
  return `/same/${name.replaceAll(/\W+/g, '-')}`;
}

function closestInSize(books: readonly BookSummary[], bytes: number): BookSummary {
  const distance = ({ file_size }: BookSummary): number => Math.abs((file_size ?? 0) - bytes);
  return books.reduce((best, book) => (distance(book) < distance(best) ? book : best));
}
