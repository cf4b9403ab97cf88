import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDustClient, type DustClient } from '@dust/api-contract';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config/config.ts';
import type { EventTimes } from '../src/events/event-stream.ts';
import { createServices, type Services } from '../src/services.ts';

export const password = 'correct horse';

export interface TestServer extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly services: Services;
  /** A folder of its own, gone with the server. */
  readonly folder: string;
  /** Statements since the server started. */
  readonly statements: string[];
  /** Operations of the contract without a route. */
  readonly missing: readonly string[];
  inject(options: InjectOptions): Promise<LightMyRequestResponse>;
  /** A client that calls the application without a socket. */
  client(token?: string): DustClient;
  /** Creates an account, with exactly these roles if any are named, and signs it in. */
  signUp(name: string, roles?: readonly string[]): Promise<SignedIn>;
}

export interface SignedIn {
  readonly id: number;
  readonly token: string;
  readonly client: DustClient;
  readonly headers: { readonly authorization: string };
}

export interface TestServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: () => Date;
  /** Called with every line of the log; without it nothing is logged. */
  readonly onLog?: (line: string) => void;
  /** Of new password hashes; 4 by default, which takes next to no time. */
  readonly bcryptCost?: number;
  readonly eventTimes?: EventTimes;
  /** Folder of the server's data, to start one again where another has been; deleted with the server that made it. */
  readonly folder?: string;
}

/** The real application over a database file and a data folder of its own, with cheap password hashes. */
export async function startTestServer({
  env = {},
  clock,
  onLog,
  bcryptCost = 4,
  eventTimes,
  folder,
}: TestServerOptions = {}): Promise<TestServer> {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'dust-server-'));
  const config = readConfig(
    { DUST_DATA_DIR: join(home, 'data'), DUST_WATCH: 'false', DUST_EXTERNAL_METADATA: 'off', ...env },
    { cwd: home, isTerminal: false },
  );
  const statements: string[] = [];
  const services = await createServices({
    config: { ...config, bcryptCost },
    logger: onLog === undefined ? pino({ level: 'silent' }) : pino({ level: 'trace' }, { write: onLog }),
    jwtSecret: config.jwtSecret ?? 'a secret for tests only',
    onStatement: (sql) => statements.push(sql),
    minBcryptCost: 4,
    ...(clock === undefined ? {} : { clock }),
    ...(eventTimes === undefined ? {} : { eventTimes }),
  });
  const { fastify: app, missing } = await createApp(services);
  const client = (token?: string): DustClient =>
    createDustClient({
      baseUrl: 'http://dust.test',
      fetch: (url, init) => injectFetch(app, url, init),
      ...(token === undefined ? {} : { token }),
    });

  return {
    app,
    services,
    folder: home,
    statements,
    missing,
    inject: (options) => app.inject(options),
    client,
    signUp: async (name, roles) => {
      const email = `${name}@example.org`;
      const { id } = await client().register({
        body: { email, password, display_name: name, username: name },
      });
      if (roles !== undefined) await giveRoles(services, id, roles);
      const { token } = await client().login({ body: { email, password } });
      return { id, token, client: client(token), headers: { authorization: `Bearer ${token}` } };
    },
    [Symbol.asyncDispose]: async () => {
      services.lifecycle.stop();
      await app.close();
      await services[Symbol.asyncDispose]();
      if (folder === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

async function giveRoles({ db }: Services, userId: number, roles: readonly string[]): Promise<void> {
  await db.deleteFrom('user_roles').where('user_id', '=', userId).execute();
  for (const name of roles) {
    const { id } = await db
      .selectFrom('roles')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    await db.insertInto('user_roles').values({ user_id: userId, role_id: id }).execute();
  }
}

async function injectFetch(
  app: FastifyInstance,
  url: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const request = new Request(url, init);
  const { pathname, search, host } = new URL(request.url);
  const body = await request.text();
  const method = request.method;
  const answer = await app.inject({
    method:
      method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE' ? method : 'HEAD',
    url: pathname + search,
    headers: { host, ...Object.fromEntries(request.headers) },
    ...(body === '' ? {} : { payload: body }),
  });
  const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const isEmpty = answer.statusCode === 204 || answer.statusCode === 304;
  return new Response(isEmpty ? null : new Uint8Array(answer.rawPayload), {
    status: answer.statusCode,
    headers,
  });
}
