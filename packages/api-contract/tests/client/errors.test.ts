import { expect, expectTypeOf, it } from 'vitest';
import { createDustClient, DustApiError, isDustError, isErrorOf } from '../../src/index.ts';
import { sendJson, serve } from './fake-server.ts';

const notFound = { error: 'Book not found', code: 'BOOK_NOT_FOUND', requestId: 'r1' };

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable('the call succeeded'),
    (error: unknown) => error,
  );
}

async function failureFor(status: number, body: unknown): Promise<unknown> {
  const { url } = await serve((_, response) => sendJson(response, status, body));
  return failureOf(createDustClient({ baseUrl: url }).getBook({ params: { id: 7 } }));
}

it('tells code, status, text and request of a failure', async () => {
  const error = await failureFor(404, notFound);
  expect(error).toBeInstanceOf(DustApiError);
  expect(error).toMatchObject({
    code: 'BOOK_NOT_FOUND',
    status: 404,
    message: 'Book not found',
    requestId: 'r1',
    details: [],
  });
});

it('tells what is wrong with a request', async () => {
  const details = [{ path: 'body.password', message: 'must be 8 to 72 bytes long' }];
  const body = { error: 'Invalid request', code: 'VALIDATION_ERROR', requestId: 'r1', details };
  expect(await failureFor(400, body)).toMatchObject({ code: 'VALIDATION_ERROR', details });
});

it('narrows a caught value to the codes asked for', async () => {
  const error = await failureFor(404, notFound);
  expect([isDustError(error), isDustError(error, 'BOOK_NOT_FOUND'), isDustError(error, 'NOT_FOUND')]).toEqual(
    [true, true, false],
  );
  if (isDustError(error, 'BOOK_NOT_FOUND', 'INVALID_ID')) {
    expectTypeOf(error.code).toEqualTypeOf<'BOOK_NOT_FOUND' | 'INVALID_ID'>();
  }
});

it('takes no other error for one of its own', () => {
  expect([isDustError(new Error('x')), isDustError({ code: 'NOT_FOUND' }), isDustError(null)]).toEqual([
    false,
    false,
    false,
  ]);
});

it('narrows a caught value to the codes of an operation', async () => {
  const error = await failureFor(404, notFound);
  expect([isErrorOf('getBook', error), isErrorOf('login', error)]).toEqual([true, false]);
  if (isErrorOf('logout', error)) {
    expectTypeOf(error.code).toEqualTypeOf<
      'METHOD_NOT_ALLOWED' | 'INTERNAL_ERROR' | 'SHUTTING_DOWN' | 'NETWORK_ERROR' | 'UNEXPECTED_RESPONSE'
    >();
  }
});

it('reports an answer that is not from Dust', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  });
  const error = await failureOf(createDustClient({ baseUrl: url }).getHealth());
  expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE', status: 502, requestId: null });
});

it('reports a success that is not JSON', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in to this network</h1>');
  });
  const error = await failureOf(createDustClient({ baseUrl: url }).getHealth());
  expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE', status: 200 });
});

it('keeps the text of a code that it does not know', async () => {
  const body = { error: 'I am a teapot', code: 'TEAPOT', requestId: 'r1' };
  expect(await failureFor(418, body)).toMatchObject({
    code: 'UNEXPECTED_RESPONSE',
    message: 'I am a teapot',
  });
});

it('reports the failure of a book file by its code', async () => {
  const { url } = await serve((_, response) => sendJson(response, 404, notFound));
  const error = await failureOf(createDustClient({ baseUrl: url }).streamBook({ params: { id: 7 } }));
  expect(isDustError(error, 'BOOK_NOT_FOUND')).toBe(true);
});
