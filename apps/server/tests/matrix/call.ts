import { contract, ErrorBody, everyRoute, type Operation, type OperationId } from '@dust/api-contract';
import type { LightMyRequestResponse } from 'fastify';
import { Compile } from 'typebox/compile';
import type { Request } from './row.ts';
import type { World } from './world.ts';

const errorBody = Compile(ErrorBody);

export interface CallRequest extends Request {
  readonly token: string | undefined;
  /** One of those the operation is served at; the first by default. */
  readonly at?: string | undefined;
}

/** Calls an operation and says what the contract does not allow about the answer. */
export async function call(
  { server }: World,
  id: OperationId,
  { params = {}, query, body, headers, token, at = contract[id].path }: CallRequest,
): Promise<{ readonly status: number; readonly problems: readonly string[] }> {
  const operation: Operation = contract[id];
  const path = Object.entries(params).reduce<string>(
    (text, [name, value]) =>
      text.replace(`:${name}*`, String(value)).replace(`:${name}`, encodeURIComponent(value)),
    at,
  );
  const isEndless = operation.produces?.includes('text/event-stream') === true;
  const answer = await server.inject({
    method: operation.method,
    url: query === undefined ? path : `${path}?${query}`,
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { payload: body }),
    payloadAsStream: isEndless,
  });
  if (isEndless) answer.stream().destroy();
  const problems = isEndless ? [] : problemsOf(operation, answer);
  return { status: answer.statusCode, problems };
}

function problemsOf(operation: Operation, answer: LightMyRequestResponse): string[] {
  const status = answer.statusCode;
  if (status >= 400) return problemsOfError(operation, answer);
  const schema = operation.responses[status];
  if (schema === undefined) return [`the contract has no answer with status ${status}`];
  const type = String(answer.headers['content-type']);
  if (operation.produces !== undefined) {
    return operation.produces.some((one) => type.startsWith(one)) ? [] : [`${type} is not among its types`];
  }
  if (type !== 'application/json; charset=utf-8') return [`${type} is not JSON`];
  return [...Compile(schema).Errors(answer.json())].map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
}

function problemsOfError(operation: Operation, answer: LightMyRequestResponse): string[] {
  const body: unknown = answer.json();
  const own = operation.responses[answer.statusCode];
  if (own !== undefined) return Compile(own).Check(body) ? [] : [`${answer.body} is no failure of its own`];
  if (!errorBody.Check(body)) return [`${answer.body} is no error body`];
  const codes: readonly string[] = [...operation.errors, ...everyRoute];
  return codes.includes(body.code) ? [] : [`${body.code} is not among its errors`];
}
