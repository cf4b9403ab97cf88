import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { writeEpub } from './files/epub.ts';
import { listPublishedPackages } from './workspace.ts';

const run = promisify(execFile);
const published = listPublishedPackages();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dust-readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

/** The file an example names. */
function putEmma(name: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  const facts = {
    identifier: 'urn:emma',
    title: 'Emma',
    author: 'Jane Austen',
    language: 'en',
    date: '1815',
  };
  const chapters = [{ title: 'I', paragraphs: ['Emma Woodhouse, handsome, clever, and rich'] }];
  writeFileSync(path, writeEpub({ version: 3, ...facts, chapters }));
}

/** The group of the pattern's first match in a README. */
function partOf(readme: string, pattern: RegExp): string {
  const part = pattern.exec(readme)?.[1];
  if (part === undefined) throw new Error(`The README has no ${pattern.source}`);
  return part;
}

/** Makes available what the README says to install, and nothing else. */
function install(names: readonly string[]): void {
  mkdirSync(join(folder, 'node_modules', '@dust'), { recursive: true });
  for (const name of names) {
    const found = published.find(({ manifest }) => manifest.name === name);
    if (found === undefined) throw new Error(`No package ${name}`);
    symlinkSync(found.folder, join(folder, 'node_modules', name), 'junction');
  }
}

/** Runs the first example of a package's README, as it is printed unless adapted; rejects if it fails. */
async function runExample(name: string, adapt = (code: string): string => code): Promise<string> {
  const found = published.find(({ manifest }) => manifest.name === name);
  const readme = readFileSync(join(found?.folder ?? '', 'README.md'), 'utf8');
  install(partOf(readme, /^npm install (.+)$/m).split(' '));
  writeFileSync(join(folder, 'example.mts'), adapt(partOf(readme, /^```ts\n(.*?)^```$/ms)));
  const args = ['--conditions=dust-source', 'example.mts'];
  const { stdout, stderr } = await run(process.execPath, args, { cwd: folder, timeout: 15_000 });
  expect(stderr).toBe('');
  return stdout;
}

const outputs: Readonly<Record<string, RegExp>> = {
  '@dust/auth': /^$/,
  '@dust/books-core': /^The Sea-Wolf by Unknown Author\n1 \{/,
  '@dust/crawler': /^completed 1 \[\]\n$/,
  '@dust/db': /^\[ \{ id: 1, name: 'Jane Austen' \} \]\n$/,
  '@dust/formats': /^Emma Jane Austen null null undefined\n$/,
  '@dust/opds': /^true\n1\n$/,
  '@dust/progress': /^25\n1 1 null\ntrue 100\n\{/,
};

test.each(Object.entries(outputs))('the example of %s works as printed', async (name, output) => {
  putEmma('Emma.epub');
  putEmma('library/Emma.epub');
  expect(await runExample(name)).toMatch(output);
});

test('the example of the client works but for the address of the server', async () => {
  const answers: Readonly<Record<string, object>> = {
    '/books': { books: [{ id: 7, name: 'Emma', author: { name: 'Jane Austen' } }] },
  };
  const asked: string[] = [];
  const server = createServer(({ method, url = '' }, reply) => {
    const [path = ''] = url.split('?');
    asked.push(`${method} ${path}`);
    reply.setHeader('content-type', 'application/json').end(JSON.stringify(answers[path] ?? {}));
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const output = await runExample('@dust/api-contract', (code) =>
    code.replace('http://localhost:4001', `http://127.0.0.1:${port}`),
  );
  expect({ asked, output }).toEqual({
    asked: ['POST /auth/login', 'GET /books', 'PUT /books/7/progress'],
    output: '7 Emma Jane Austen\n',
  });
});

test('no published package goes without', () => {
  const names = published.map(({ manifest }) => manifest.name);
  const libraries = names.filter((name) => name !== '@dust/server');
  expect(libraries.toSorted()).toEqual(['@dust/api-contract', ...Object.keys(outputs)]);
});
