import type { DustEvent } from '../areas/events.ts';
import type { BodyOf, Contract, OperationId, ParamsOf, QueryOf, ReplyOf } from '../contract.ts';

/** Settings of one call. */
export interface CallOptions {
  /** Gives the call up; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Further request headers, such as `Range` for a book file. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Settings of an event stream. */
export interface EventOptions {
  /** Ends the stream, and the loop that reads it. */
  readonly signal?: AbortSignal;
  /** Resumes after this event of an earlier stream. */
  readonly lastEventId?: string;
}

/** A query in which null and undefined mean absent. */
type Loose<Query> = { readonly [Name in keyof Query]?: Query[Name] | null | undefined };

type ParamsPart<Id extends OperationId> = Contract[Id] extends { params: unknown }
  ? { readonly params: ParamsOf<Id> }
  : unknown;

type QueryPart<Id extends OperationId> = Contract[Id] extends { query: unknown }
  ? { readonly query?: Loose<QueryOf<Id>> }
  : unknown;

type BodyPart<Id extends OperationId> = Contract[Id] extends { body: unknown }
  ? Contract[Id] extends { bodyRequired: true }
    ? { readonly body: BodyOf<Id> }
    : { readonly body?: BodyOf<Id> }
  : unknown;

/** What a call of the operation takes: `params`, `query` and `body`, as far as it has them. */
export type InputOf<Id extends OperationId> = ParamsPart<Id> & QueryPart<Id> & BodyPart<Id>;

/** What a call resolves with: the JSON body, or the whole `Response` where the answer is not JSON. */
export type ResultOf<Id extends OperationId> = Contract[Id] extends { produces: unknown }
  ? Response
  : ReplyOf<Id>;

type ArgumentsOf<Id extends OperationId> =
  object extends InputOf<Id>
    ? [input?: InputOf<Id>, options?: CallOptions]
    : [input: InputOf<Id>, options?: CallOptions];

/** Every operation but the event stream, as a method of its name. */
export type Methods = {
  readonly [Id in Exclude<OperationId, 'streamEvents'>]: (...args: ArgumentsOf<Id>) => Promise<ResultOf<Id>>;
};

/** A client of one Dust server. Methods reject with `DustApiError`, or the reason of an aborted signal. */
export interface DustClient extends Methods {
  /** The events of the server, reconnecting until the signal is aborted or the loop is left. */
  streamEvents(options?: EventOptions): AsyncGenerator<DustEvent, void, undefined>;
  /** Uses another token from the next request on; null signs out of this client only. */
  setToken(token: string | null): void;
  /** The token in use. */
  getToken(): string | null;
}
