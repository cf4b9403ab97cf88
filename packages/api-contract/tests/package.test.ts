import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compiler, installPacked } from './installed-package.ts';

const program = `
import { createDustClient, isDustError, type Book } from '@dust/api-contract';

export async function titles(): Promise<string[]> {
  const client = createDustClient({ baseUrl: 'http://localhost:4001' });
  const { books } = await client.listBooks({ query: { limit: 10 } });
  return books.map((book: Book) => book.name);
}

export function isGone(error: unknown): boolean {
  return isDustError(error, 'BOOK_NOT_FOUND');
}

// @ts-expect-error a book is asked for by its id
export const wrong = createDustClient({ baseUrl: '' }).getBook({});
`;

const project = installPacked();
const { folder, installed } = project;

beforeAll(() => {
  writeFileSync(join(folder, 'main.ts'), program);
});

afterAll(() => {
  project[Symbol.dispose]();
});

it.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('compiles in a strict project without Node types (%s, %s)', (module, resolution) => {
  const options = [
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noEmit',
    '--types',
    '',
    '--lib',
    'es2022,dom',
  ];
  const args = [...options, '--module', module, '--moduleResolution', resolution, 'main.ts'];
  expect(() => execFileSync(compiler, args, { cwd: folder, encoding: 'utf8' })).not.toThrow();
});

it('runs once it is installed', () => {
  const script = "import { contract } from '@dust/api-contract'; console.log(Object.keys(contract).length)";
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(Number(output)).toBeGreaterThan(70);
});

it('holds nothing that only Node has', () => {
  const scripts = globSync('dist/**/*.js', { cwd: installed });
  const foreign = scripts.filter((file) =>
    /node:|fastify|\bprocess\b|\bBuffer\b|\brequire\(/.test(readFileSync(join(installed, file), 'utf8')),
  );
  expect(scripts.length).toBeGreaterThan(30);
  expect(foreign).toEqual([]);
});

it('imports nothing but its own files and typebox', () => {
  const scripts = globSync('dist/**/*.{js,d.ts}', { cwd: installed });
  const imported = scripts.flatMap((file) =>
    [...readFileSync(join(installed, file), 'utf8').matchAll(/ from '([^.'][^']*)'/g)].map(
      ([, name]) => name,
    ),
  );
  expect(new Set(imported)).toEqual(new Set(['typebox']));
});

it('ships its licence and its readme, and neither sources nor tests', () => {
  const files = globSync('**/*.*', { cwd: installed }).concat(globSync('LICENSE', { cwd: installed }));
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
  expect(
    files.filter((file) => /(^|[^d])\.ts$|\.test\.|\.tsbuildinfo$/.test(file) && !file.endsWith('.d.ts')),
  ).toEqual([]);
});
