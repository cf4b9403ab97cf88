import { createHash } from 'node:crypto';
import { contract, errors, isErrorCode, pathsOf, type DustClient, type Operation } from '@dust/api-contract';
import { createUser } from '@dust/auth';
import * as fc from 'fast-check';
import { Compile, type Validator } from 'typebox/compile';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { anyJson, fieldsOf, hostileText } from './schema-arbitrary.ts';
import { hideBook, writeSampleLibrary } from './shelf.ts';
import { password, startTestServer, type TestServer } from './test-server.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

const numRuns = Number(process.env['DUST_FUZZ_RUNS'] ?? 100);
/** Nothing takes longer than this, but for what reads book files. */
const longestMs = 2000;
const longestWithFilesMs = 15_000;
const readsFiles: ReadonlySet<string> = new Set([
  'startScan',
  'refreshMetadata',
  'validateArchive',
  'getCover',
  'getPage',
  'getManifest',
  'getPositions',
  'getResource',
]);

const folder = mkdtempSync(join(tmpdir(), 'dust-fuzz-'));
const library = join(folder, 'library');
let server: TestServer;
beforeAll(async () => {
  writeSampleLibrary(library);
  server = await startTestServer({ env: { DUST_DIRS: library } });
  const { client } = await server.signUp('admin');
  await client.startScan({ body: {}, query: { wait: true } });
  const { books } = await client.listBooks({});
  cursor = await gatherCursors(client);
  await hideBook(server.services, books[0]?.id ?? 0);
  await client.updateProgress({
    params: { id: books[1]?.id ?? 0 },
    body: { current_page: 2, total_pages: 9 },
  });
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Cursors of several lists, whole and damaged. */
let cursor: fc.Arbitrary<string> = fc.constant('');
async function gatherCursors(client: DustClient): Promise<fc.Arbitrary<string>> {
  const query = { limit: 1 };
  const pages = await Promise.all([
    client.listBooks({ query }),
    client.listBooks({ query: { ...query, sort: '-author' } }),
    client.listAuthors({ query }),
    client.listArchivedBooks({ query }),
  ]);
  const whole = pages.flatMap(({ nextCursor }) => (nextCursor === null ? [] : [nextCursor]));
  const damaged = fc
    .tuple(fc.constantFrom(...whole), fc.nat(), fc.string({ maxLength: 2 }))
    .map(
      ([text, place, put]) =>
        text.slice(0, place % text.length) + put + text.slice((place % text.length) + 1),
    );
  return fc.oneof(fc.constantFrom(...whole), damaged);
}

/** What gets a request beyond the checks of its form. */
const known = (): Record<string, fc.Arbitrary<unknown>> => {
  const name = fc.stringMatching(/^[a-z]{3,8}$/);
  const passwords = fc.constantFrom(password, 'another password', 'short', 'é'.repeat(37));
  return {
    email: name.map((text) => `${text}@example.org`),
    username: name,
    display_name: name,
    displayName: name,
    password: passwords,
    newPassword: passwords,
    currentPassword: passwords,
    tagName: fc.constantFrom('NSFW', 'nsfw', 'Fiction'),
    roles: fc.subarray(['user', 'admin', 'librarian', 'none']),
    permissions: fc.subarray(['books.read', 'admin.full', 'none']),
    isbn: fc.constantFrom('9780141439518', '0-306-40615-2', '123'),
    cursor,
  };
};

type Caller = 'admin' | 'user' | 'nobody' | 'forger';
interface Case {
  readonly caller: Caller;
  /** One of the paths of the operation. */
  readonly at: string;
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, unknown>>;
  readonly payload: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const segment = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 16 }).map(String) },
  {
    weight: 3,
    arbitrary: hostileText
      .map((text) => encodeURIComponent(text.toWellFormed()))
      .filter((text) => !/^(?:\.|%2e){0,2}$/i.test(text)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '0',
      '-1',
      '1.5',
      '0x1',
      '%31',
      '%00',
      'a%2Fb',
      '%5c',
      '%',
      '%ff',
      '%c0%af',
      '1;2',
      `9${'0'.repeat(30)}`,
    ),
  },
);

function casesOf(operation: Operation): fc.Arbitrary<Case> {
  const body =
    operation.body === undefined
      ? fc.constantFrom(undefined, '', '{}', '[]')
      : fc.oneof(
          {
            weight: 8,
            arbitrary: fieldsOf(operation.body.properties, known()).map((fields) => JSON.stringify(fields)),
          },
          { weight: 1, arbitrary: anyJson.map((value) => JSON.stringify(value)) },
          { weight: 1, arbitrary: fc.constantFrom(undefined, '', '{', '{"a":', '\0', '{"__proto__":1}') },
        );
  return fc.record({
    caller: fc.constantFrom<Caller>('admin', 'admin', 'admin', 'user', 'user', 'nobody', 'forger'),
    at: fc.constantFrom(...pathsOf(operation)),
    segments: fc.array(segment, { minLength: 2, maxLength: 2 }),
    query: fc.oneof(
      fieldsOf(operation.query?.properties ?? {}, known()),
      fc.dictionary(hostileText, anyJson, { maxKeys: 2 }),
    ),
    payload: operation.method === 'GET' ? fc.constant(undefined) : body,
    headers: fc.record(
      {
        'content-type': fc.constantFrom(
          'application/json',
          'application/json',
          'text/plain',
          'application/json; charset=x',
        ),
        'if-none-match': fc.constantFrom('*', '"x"', 'W/', ',,,'),
        range: fc.constantFrom('bytes=0-', 'bytes=-5', 'bytes=5-2', 'bytes=999999999999999-', 'lines=1'),
        accept: fc.constantFrom('image/webp', '*/*;q=x', ',', 'image/avif;q=0'),
        'accept-encoding': fc.constantFrom('br', 'gzip', 'x;q=0', ';'),
      },
      { requiredKeys: [] },
    ),
  });
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function targetOf({ at, segments, query }: Case): string {
  let next = 0;
  const path = at.replaceAll(/:\w+\*?/g, () => segments[next++] ?? '1');
  const parameters = Object.entries(query).map(([name, value]) => {
    const text = Array.isArray(value) ? value.map(asText).join(',') : asText(value);
    return `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(text.toWellFormed())}`;
  });
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`;
}

let round = 0;
/** Fresh accounts for each operation: some of them end sessions and accounts. */
async function signInBoth(): Promise<Record<Caller, string | undefined>> {
  round += 1;
  const [admin, user] = await Promise.all([tokenOf('admin', ['admin', 'user']), tokenOf('user', ['user'])]);
  return { admin, user, nobody: undefined, forger: `${user.slice(0, -3)}abc` };
}

async function tokenOf(kind: string, roles: string[]): Promise<string> {
  const name = `${kind}-${round}`;
  const email = `${name}@example.org`;
  await createUser(server.services, { username: name, email, password, displayName: name, roles });
  const payload = { email, password };
  const remoteAddress = `10.0.0.${round % 250}`;
  return (await server.inject({ method: 'POST', url: '/auth/login', payload, remoteAddress })).json().token;
}

async function within(limitMs: number, options: InjectOptions): Promise<LightMyRequestResponse> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([server.inject(options), promise]);
  } finally {
    clearTimeout(timer);
  }
}

function expectOneErrorShape(answer: LightMyRequestResponse): void {
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  const { code, error, requestId, details, ...more } = answer.json();
  expect(more).toEqual({});
  expect(error).toEqual(expect.any(String));
  expect(requestId).toBe(answer.headers['x-request-id']);
  expect(isErrorCode(code) && errors[code].status).toBe(answer.statusCode);
  expect(Array.isArray(details)).toBe(code === 'VALIDATION_ERROR');
}

const validators = new Map<object, Validator>();
function expectSchema(operation: Operation, answer: LightMyRequestResponse): void {
  const schema = operation.responses[answer.statusCode];
  if (schema === undefined) throw new Error(`status ${answer.statusCode} is not in the contract`);
  const validator = validators.get(schema) ?? Compile(schema);
  validators.set(schema, validator);
  expect([...validator.Errors(answer.json())]).toEqual([]);
}

/** As clients of Dust send them, and as KOReader does. */
function credentialsOf(caller: Caller, token: string): Record<string, string> {
  const key = createHash('md5').update(password).digest('hex');
  return { authorization: `Bearer ${token}`, 'x-auth-user': `${caller}-${round}`, 'x-auth-key': key };
}

async function check(
  operation: Operation,
  one: Case,
  tokens: Record<Caller, string | undefined>,
): Promise<void> {
  const token = tokens[one.caller];
  const answer = await within(readsFiles.has(operation.operationId) ? longestWithFilesMs : longestMs, {
    method: operation.method,
    url: targetOf(one),
    headers: { ...one.headers, ...(token === undefined ? {} : credentialsOf(one.caller, token)) },
    remoteAddress: `10.1.${round}.${Math.floor(Math.random() * 250)}`,
    ...(one.payload === undefined ? {} : { payload: one.payload }),
  });
  expect(answer.statusCode).toBeLessThan(500);
  const isOwnFailure = operation.responses[answer.statusCode] !== undefined;
  if (answer.statusCode >= 400 && !isOwnFailure) expectOneErrorShape(answer);
  else if (
    String(answer.headers['content-type']).includes('json') &&
    answer.headers['content-encoding'] === undefined
  )
    expectSchema(operation, answer);
}

const operations: readonly Operation[] = Object.values(contract);

describe('whatever is sent, no answer breaks the contract', () => {
  test.each(operations.filter(({ operationId }) => operationId !== 'streamEvents'))(
    '$operationId',
    { timeout: 120_000 },
    async (operation) => {
      if (server.missing.includes(operation.operationId)) return;
      const tokens = await signInBoth();
      await fc.assert(
        fc.asyncProperty(casesOf(operation), (one) => check(operation, one, tokens)),
        { numRuns },
      );
    },
  );
});
