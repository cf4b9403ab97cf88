import { expect, it } from 'vitest';
import { createDustClient } from '../../src/index.ts';
import { sendJson, serve } from './fake-server.ts';

const ok = { message: 'fine' };

it('calls an operation by its id and gives back its JSON', async () => {
  const { url, received } = await serve((_, response) =>
    sendJson(response, 200, { book: { id: 7 }, progress: null }),
  );
  const answer = await createDustClient({ baseUrl: url }).getProgress({ params: { id: 7 } });
  expect(answer).toEqual({ book: { id: 7 }, progress: null });
  expect(received[0]).toMatchObject({ method: 'GET', url: '/books/7/progress', body: '' });
});

it.each(['', '/', '//'])('takes a base URL that ends with "%s"', async (end) => {
  const { url, received } = await serve((_, response) => sendJson(response, 200, { genres: [] }));
  await createDustClient({ baseUrl: `${url}/dust${end}` }).listGenres();
  expect(received[0]?.url).toBe('/dust/genres');
});

it('encodes path parameters', async () => {
  const { url, received } = await serve((_, response) => sendJson(response, 200, { books: [] }));
  await createDustClient({ baseUrl: url }).listBooksByTag({ params: { tagName: 'a/b ü?' } });
  expect(received[0]?.url).toBe('/books/by-tag/a%2Fb%20%C3%BC%3F');
});

it('leaves the slashes of a path in an archive', async () => {
  const { url, received } = await serve((_, response) => sendJson(response, 200, ok));
  await createDustClient({ baseUrl: url }).getResource({ params: { id: 7, path: 'OPS/a b/c?.css' } });
  expect(received[0]?.url).toBe('/books/7/resources/OPS/a%20b/c%3F.css');
});

it.each(['../secret', 'OPS/../../x', 'OPS/./x', 'OPS//x', '/x', ''])(
  'refuses "%s" as a path in an archive',
  async (path) => {
    const client = createDustClient({ baseUrl: 'http://127.0.0.1:1' });
    await expect(client.getResource({ params: { id: 7, path } })).rejects.toThrow(TypeError);
  },
);

it('refuses a call without its path parameter', async () => {
  const client = createDustClient({ baseUrl: 'http://127.0.0.1:1' });
  await expect(client.listBooksByTag({ params: { tagName: '' } })).rejects.toThrow(
    'Missing parameter: tagName',
  );
});

it.each(['.', '..'])(
  'refuses "%s" as a path parameter, which would lead to another path',
  async (tagName) => {
    const { url, received } = await serve((_, response) => sendJson(response, 200, ok));
    const removal = createDustClient({ baseUrl: url }).removeBookTag({ params: { id: 7, tagName } });
    await expect(removal).rejects.toThrow(new TypeError('Impossible parameter: tagName'));
    expect(received).toEqual([]);
  },
);

it.each([
  ['...', '...'],
  ['.a', '.a'],
  ['%2e', '%252e'],
])('takes "%s" as a path parameter', async (tagName, segment) => {
  const { url, received } = await serve((_, response) => sendJson(response, 200, { books: [] }));
  await createDustClient({ baseUrl: url }).listBooksByTag({ params: { tagName } });
  expect(received[0]?.url).toBe(`/books/by-tag/${segment}`);
});

it('joins lists with commas and leaves out what is absent', async () => {
  const { url, received } = await serve((_, response) => sendJson(response, 200, { books: [] }));
  const query = { includeTags: ['Kids', 'New'], excludeTags: [], cursor: null, q: undefined, limit: 5 };
  await createDustClient({ baseUrl: url }).listBooks({ query });
  expect(received[0]?.url).toBe('/books?includeTags=Kids%2CNew&limit=5');
});

it('sends a body as JSON, and a content type only with a body', async () => {
  const { url, received } = await serve((_, response) => sendJson(response, 200, ok));
  const client = createDustClient({ baseUrl: url });
  await client.updateProgress({ params: { id: 7 }, body: { current_page: 3 } });
  await client.resetProgress({ params: { id: 7 } });
  expect(received[0]).toMatchObject({ method: 'PUT', body: '{"current_page":3}' });
  expect(received.map(({ headers }) => headers['content-type'])).toEqual(['application/json', undefined]);
});

it('gives the whole response of a book file, asked for with its own headers', async () => {
  const { url, received } = await serve((_, response) => {
    response.writeHead(206, { 'content-type': 'application/pdf' }).end('%PD');
  });
  const headers = { range: 'bytes=0-2' };
  const response = await createDustClient({ baseUrl: url }).streamBook({ params: { id: 7 } }, { headers });
  expect([response.status, await response.text()]).toEqual([206, '%PD']);
  expect(received[0]?.headers).toMatchObject({ range: 'bytes=0-2', accept: '*/*' });
});

it('gives a 304 of a cover back as it is', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(304).end();
  });
  const headers = { 'if-none-match': '"1"' };
  const response = await createDustClient({ baseUrl: url }).getCover({ params: { id: 7 } }, { headers });
  expect(response.status).toBe(304);
});

it('uses another fetch if it is given one', async () => {
  const client = createDustClient({
    baseUrl: 'https://books.example',
    fetch: (input) => Promise.resolve(Response.json({ asked: input })),
  });
  await expect(client.getHealth()).resolves.toEqual({ asked: 'https://books.example/health' });
});
