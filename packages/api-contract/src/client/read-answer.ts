import { isErrorCode, type ErrorDetail } from '../errors.ts';
import { DustApiError } from './dust-api-error.ts';

/** The JSON of a successful answer; throws {@link DustApiError} for any other. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw errorOf(response, text);
  const body = parse(text);
  if (body === undefined) throw unexpected(response);
  return body;
}

/** The answer itself, unread, if it succeeded or is `304`; throws {@link DustApiError} for any other. */
export async function readNothing(response: Response): Promise<Response> {
  if (response.ok || response.status === 304) return response;
  throw errorOf(response, await response.text());
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf(response: Response, text: string): DustApiError {
  const body = parse(text);
  if (typeof body !== 'object' || body === null) return unexpected(response);
  const fields = new Map<string, unknown>(Object.entries(body));
  const code = fields.get('code');
  const message = fields.get('error');
  if (typeof code !== 'string' || typeof message !== 'string') return unexpected(response);
  const requestId = fields.get('requestId');
  return new DustApiError({
    code: isErrorCode(code) ? code : 'UNEXPECTED_RESPONSE',
    message,
    status: response.status,
    requestId: typeof requestId === 'string' ? requestId : response.headers.get('x-request-id'),
    details: detailsOf(fields.get('details')),
  });
}

function detailsOf(value: unknown): readonly ErrorDetail[] {
  return Array.isArray(value) ? value.filter(isDetail) : [];
}

function isDetail(value: unknown): value is ErrorDetail {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, 'path') === 'string' && typeof Reflect.get(value, 'message') === 'string';
}

function unexpected(response: Response): DustApiError {
  return new DustApiError({
    code: 'UNEXPECTED_RESPONSE',
    message: `The server's answer (HTTP ${response.status}) is not one of Dust's`,
    status: response.status,
    requestId: response.headers.get('x-request-id'),
  });
}
