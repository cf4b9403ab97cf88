import { expect } from 'vitest';
import type { SignedIn, TestServer } from './test-server.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A request that fails, and how: method, path, body, status, code and text. */
export type Failure = readonly [
  method: Method,
  url: string,
  body: object | undefined,
  status: number,
  code: string,
  text: string,
];

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a request with the account's token, if there is one. */
export async function ask(
  server: TestServer,
  who: SignedIn | undefined,
  [method, url, body]: readonly [method: Method, url: string, body?: object | undefined, ...rest: unknown[]],
): Promise<Answer> {
  const answer = await server.inject({
    method,
    url,
    headers: who?.headers ?? {},
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json() };
}

/** What {@link ask} is to answer to a failure. */
export function refusal([, , , status, code, error]: Failure): object {
  return { status, body: { error, code, requestId: expect.any(String) } };
}
