import { account, type DustClient } from '../server/dust-client.ts';
import { getEndpoint, type Endpoint } from './endpoints.ts';

/** Pages asked for in turn: more than the first few, so that their place in the library matters. */
const pagesInTurn = 100;

/** The catalogues of reading apps, as apps ask for them. */
export async function prepareOpdsEndpoints(client: DustClient): Promise<Endpoint[]> {
  const feed = '/opds/books?limit=50';
  const basic = Buffer.from(`${account.email}:${account.password}`).toString('base64');
  const byToken = await getEndpoint(client, 'OPDS 1.2, 50 books', feed);
  const byPassword = await getEndpoint(client, 'OPDS 1.2, 50 books, by Basic', feed);
  return [
    byToken,
    { ...byPassword, dust: { ...byPassword.dust, headers: { Authorization: `Basic ${basic}` } } },
    await getEndpoint(client, 'OPDS 2.0, 50 books', '/opds/v2/books?limit=50'),
    await getEndpoint(client, 'OPDS 1.2, unread', `${feed}&status=unread`),
    await getEndpoint(client, 'OPDS 1.2, authors', '/opds/authors'),
    await pagesEndpoint(client),
  ];
}

/** One page after the other, from the first of the library on, forward as its links lead. */
async function pagesEndpoint(client: DustClient): Promise<Endpoint> {
  const name = `OPDS 1.2, ${pagesInTurn} pages in turn`;
  const paths: string[] = [];
  let path: string | undefined = '/opds/books?limit=10';
  while (path !== undefined && paths.length < pagesInTurn) {
    paths.push(path);
    const { body } = await client.getBytes(path);
    path = nextOf(body.toString());
  }
  const one = await getEndpoint(client, name, paths[0] ?? path ?? '');
  return { ...one, dust: { ...one.dust, paths } };
}

function nextOf(feed: string): string | undefined {
  const href = /<link rel="next" href="([^"]*)"/.exec(feed)?.[1]?.replaceAll('&amp;', '&');
  if (href === undefined) return undefined;
  const { pathname, search } = new URL(href);
  return pathname + search;
}
