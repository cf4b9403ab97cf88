import type { Principal } from '@dust/auth';
import type { Services } from '../services.ts';
import type { Protocol } from './protocol.ts';

/** Who asks for which page of a feed, and in which protocol. */
export interface FeedRequest<Params = unknown, Query = unknown> {
  readonly services: Services;
  readonly protocol: Protocol;
  readonly viewer: Principal;
  readonly params: Params;
  readonly query: Query;
  /** Of absolute URLs. */
  readonly base: string;
}

type Value = string | number | null | undefined;
export type FeedParameters = Readonly<Record<string, Value>>;

/** A place in the catalogue: a path below its root, and a query. */
export interface FeedPlace {
  readonly path: string;
  readonly query?: FeedParameters;
}

/** The absolute URL of a place in the catalogue as the request's protocol has it. */
export function hrefOf({ base, protocol }: FeedRequest, { path, query }: FeedPlace): string {
  return `${base}${protocol.prefix}${path}${queryText(query)}`;
}

/** The same place in the other protocol. */
export function otherHrefOf({ base, protocol }: FeedRequest, { path, query }: FeedPlace): string {
  return `${base}${protocol.otherPrefix}${path}${queryText(query)}`;
}

function queryText(query: FeedParameters | undefined): string {
  if (query === undefined) return '';
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
