import {
  acceptsBasic,
  contract,
  parseId,
  pathsOf,
  type BodyOf,
  type Contract,
  type Operation,
  type OperationId,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from '@dust/api-contract';
import type { Principal } from '@dust/auth';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { Lifecycle } from '../lifecycle.ts';
import type { RequestMetrics } from '../metrics/request-metrics.ts';
import { refusalOf, type AccessControl } from './access.ts';
import type { AppAccess } from './app-access.ts';
import { json, sendCacheable, sendOnce, sent, type Sent } from './answer.ts';
import { HttpError } from './http-error.ts';
import { routedMethods } from './request-method.ts';
import { serializersOf } from './serializers.ts';
import { createInputReader } from './validation.ts';

/** Public routes know nobody, and nobody need be known behind a signed URL or to whom the metrics are open. */
type PrincipalOf<Id extends OperationId> = Contract[Id]['permission'] extends null
  ? null
  : Contract[Id]['permission'] extends 'signature' | 'metrics'
    ? Principal | null
    : Principal;

/** What a handler gets: inputs as the contract has them, and the caller. */
export interface Call<Id extends OperationId> {
  readonly params: ParamsOf<Id>;
  readonly query: QueryOf<Id>;
  readonly body: BodyOf<Id>;
  readonly principal: PrincipalOf<Id>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answers with the operation's JSON; or sends something else itself, and returns `sent`, or its reply for a stream. */
export type Handler<Id extends OperationId> = (
  call: Call<Id>,
) => Sent | Promise<ReplyOf<Id> | Sent | FastifyReply>;

type Guard = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

export interface RouteOptions {
  /** Replaces the check of credentials that the operation's permission stands for; sets the request's principal. */
  readonly authorize?: (request: FastifyRequest) => Promise<void>;
  /** Answers before a body is read, whatever it is. */
  readonly ignoresBody?: boolean;
  /** Answers failures in the form of another protocol; where it yields false they have the form of all routes. */
  readonly refuse?: (error: unknown, request: FastifyRequest, reply: FastifyReply) => boolean;
}

export interface RouterOptions {
  readonly access: AccessControl;
  readonly appAccess: AppAccess;
  readonly lifecycle: Lifecycle;
  readonly requests: RequestMetrics;
}

/** Serves operations of the contract, and nothing else. */
export class Router {
  readonly #app: FastifyInstance;
  readonly #access: AccessControl;
  readonly #appAccess: AppAccess;
  readonly #lifecycle: Lifecycle;
  readonly #requests: RequestMetrics;
  readonly #served = new Map<string, Set<string>>();

  constructor(app: FastifyInstance, { access, appAccess, lifecycle, requests }: RouterOptions) {
    this.#app = app;
    this.#access = access;
    this.#appAccess = appAccess;
    this.#lifecycle = lifecycle;
    this.#requests = requests;
    app.decorateRequest('principal', null);
  }

  /** Serves one operation at all its paths: credentials and permission, then inputs, then the handler, then its answer. */
  route<Id extends OperationId>(id: Id, handler: Handler<Id>, options: RouteOptions = {}): void {
    for (const path of pathsOf(contract[id])) this.#routeAt(path, { id, handler, options });
  }

  #routeAt<Id extends OperationId>(
    path: string,
    { id, handler, options }: { id: Id; handler: Handler<Id>; options: RouteOptions },
  ): void {
    const operation: Operation = contract[id];
    const answer = createAnswer(operation);
    const read = createInputReader(operation);
    const count = this.#requests.counterOf(path);
    const authorize = options.authorize ?? this.#authorizer(operation, path);
    const finish = async (
      result: ReturnType<Handler<Id>>,
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<void> => {
      const value = await result;
      if (value !== sent && !isStreamed(reply, value)) await answer(request, reply, value);
      count(request, reply);
    };
    // What has been sent already waits for no promise: that is a good part of what the fastest answers cost.
    const respond = (request: FastifyRequest, reply: FastifyReply): Promise<void> | undefined => {
      const result = handler(callOf<Id>(read, request, reply));
      if (result !== sent) return finish(result, request, reply);
      count(request, reply);
      return undefined;
    };
    const guards = [
      ...(isAboutHealth(id) ? [] : [this.#refuseWhileStopping]),
      ...(authorize === undefined ? [] : [authorize]),
      ...(options.ignoresBody === true ? [respond] : []),
    ];
    this.#noteServed(path, operation.method);
    this.#app.route({
      method: operation.method === 'GET' && id !== 'streamEvents' ? ['GET', 'HEAD'] : operation.method,
      url: patternOf(path),
      onRequest: guards,
      ...this.#refusing(options),
      handler: respond,
    });
  }

  #refusing({ refuse }: RouteOptions): Pick<RouteShorthandOptions, 'errorHandler'> {
    if (refuse === undefined) return {};
    return {
      errorHandler: (error, request, reply) => {
        if (!refuse(error, request, reply)) this.#app.errorHandler(error, request, reply);
      },
    };
  }

  /** Serves a public operation whose answer never changes: nothing is read and nothing awaited for it. */
  routeConstant<Id extends OperationId>(id: Id, value: ReplyOf<Id>): void {
    const operation: Operation = contract[id];
    const body = serializersOf(operation).get(200)?.(value) ?? '';
    const count = this.#requests.counterOf(operation.path);
    this.#noteServed(operation.path, operation.method);
    this.#app.route({
      method: ['GET', 'HEAD'],
      url: operation.path,
      handler: (request, reply) => {
        reply.header('cache-control', 'no-store').header('content-type', json).send(body);
        count(request, reply);
      },
    });
  }

  #noteServed(path: string, method: string): void {
    const methods = this.#served.get(path) ?? new Set();
    this.#served.set(path, methods.add(method));
  }

  /** Answers 405 to the other methods of every path served so far; call it last. */
  refuseOtherMethods(): void {
    for (const [path, served] of this.#served) {
      const allowed = [
        ...(served.has('GET') ? ['GET', ...headOf(path)] : []),
        ...[...served].filter((method) => method !== 'GET'),
        'OPTIONS',
      ];
      const others = routedMethods.filter((method) => !allowed.includes(method));
      this.#app.route({
        method: others,
        url: patternOf(path),
        onRequest: async () => {
          throw new HttpError('METHOD_NOT_ALLOWED', undefined, { headers: { allow: allowed.join(', ') } });
        },
        handler: async () => undefined,
      });
    }
  }

  /** Operations of the contract that have no route yet. */
  missing(): readonly string[] {
    return Object.values(contract)
      .filter((operation: Operation) =>
        pathsOf(operation).some((path) => this.#served.get(path)?.has(operation.method) !== true),
      )
      .map((operation) => operation.operationId);
  }

  readonly #refuseWhileStopping = (
    _request: FastifyRequest,
    _reply: FastifyReply,
    done: (error?: Error) => void,
  ): void => {
    if (this.#lifecycle.isStopping)
      done(new HttpError('SHUTTING_DOWN', undefined, { headers: { 'retry-after': '5' } }));
    else done();
  };

  #authorizer(operation: Operation, path: string): Guard | undefined {
    const access = operation.permission;
    if (access === null || access === 'signature') return undefined;
    const hasTarget = operation.idNouns?.['id'] === 'book ID' || access === 'self';
    const find = acceptsBasic(path)
      ? (request: FastifyRequest) => this.#appAccess.authenticate(request)
      : (request: FastifyRequest) => this.#access.authenticate(request.headers.authorization);
    const admit = (request: FastifyRequest, principal: Principal): HttpError | undefined => {
      request.principal = principal;
      return refusalOf(access, principal, hasTarget ? targetOf(request) : undefined);
    };
    return (request, _reply, done) => {
      const known = this.#access.recall(request.headers.authorization);
      if (known !== undefined) done(admit(request, known));
      // Both ways end in Fastify's callback, so that the first need not wait for a promise.
      // oxlint-disable-next-line promise/no-callback-in-promise
      else find(request).then((principal) => done(admit(request, principal)), done);
    };
  }
}

/** Whoever looks after the server is told of its end by the answer itself. */
function isAboutHealth(id: OperationId): boolean {
  return id === 'getHealth' || id === 'getReadiness';
}

/** Awaiting a reply ends with its response, complete or broken off, and in nothing. */
function isStreamed({ raw }: FastifyReply, value: unknown): boolean {
  return value === undefined && (raw.headersSent || raw.destroyed);
}

/** A path as Fastify has it: what may have slashes in it has no name there. */
function patternOf(path: string): string {
  return path.replace(/:\w+\*$/, '*');
}

/** A stream of events has no end whose headers could be told. */
function headOf(path: string): readonly string[] {
  return path === contract.streamEvents.path ? [] : ['HEAD'];
}

/** The id in the path, if it is one. */
export function targetOf(request: FastifyRequest): number | undefined {
  const id: unknown =
    typeof request.params === 'object' && request.params !== null
      ? Reflect.get(request.params, 'id')
      : undefined;
  return typeof id === 'string' ? parseId(id) : undefined;
}

function callOf<Id extends OperationId>(
  read: ReturnType<typeof createInputReader>,
  request: FastifyRequest,
  reply: FastifyReply,
): Call<Id> {
  const call: unknown = {
    params: read.params(request.params),
    query: read.query(request.query, request.url),
    body: read.body(request.body),
    principal: request.principal,
    request,
    reply,
  };
  // The reader has just checked these against the operation's own schemas.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return call as Call<Id>;
}

type Answer = (request: FastifyRequest, reply: FastifyReply, value: unknown) => Sent | Promise<Sent>;

function createAnswer(operation: Operation): Answer {
  const serializers = serializersOf(operation);
  const success =
    Object.keys(operation.responses)
      .map(Number)
      .find((status) => status < 300) ?? 200;
  return (request, reply, value) => {
    const status = reply.statusCode === 200 ? success : reply.statusCode;
    const serialize = serializers.get(status);
    if (serialize === undefined)
      throw new Error(`${operation.operationId} has no answer with status ${status}`);
    const body = serialize(value);
    void reply.code(status);
    const isKeepable = operation.method === 'GET' && reply.getHeader('cache-control') === undefined;
    return isKeepable ? sendCacheable(request, reply, body) : sendOnce(request, reply, body);
  };
}
