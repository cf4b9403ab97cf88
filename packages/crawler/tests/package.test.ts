import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { epubOf } from './support/books.ts';
import { installPacked, type Project } from './support/installed-packages.ts';

let project: Project;

beforeAll(() => {
  project = installPacked(['db', 'formats', 'crawler']);
  mkdirSync(join(project.folder, 'library/books/Jane Austen'), { recursive: true });
  const emma = epubOf({ title: 'Emma', creator: 'Jane Austen' });
  writeFileSync(join(project.folder, 'Emma.epub'), emma);
  writeFileSync(join(project.folder, 'library/books/Jane Austen/emma.epub'), emma);
}, 120_000);

afterAll(() => {
  project[Symbol.dispose]();
});

function exampleOf(name: string): string {
  const readme = readFileSync(join(project.folder, 'node_modules/@dust', name, 'README.md'), 'utf8');
  return /```ts\n(.+?)```/s.exec(readme)?.[1] ?? '';
}

it('@dust/formats reads a book as its README says, once it is installed', () => {
  expect(project.run(exampleOf('formats'))).toBe('Emma Jane Austen null null undefined\n');
});

it('@dust/crawler scans a library as its README says, once it is installed', () => {
  expect(project.run(exampleOf('crawler'))).toBe('completed 1 []\n');
});

it('@dust/crawler does so in a thread, too', () => {
  const output = project.run(`
    import { resolve } from 'node:path';
    import { openDatabase } from '@dust/db';
    import { getScan, startCrawler } from '@dust/crawler';
    await using database = await openDatabase({ file: 'threaded.db' });
    const { file, writeTurns } = database;
    await using crawler = startCrawler({ databaseFile: file, writeTurns, directories: [resolve('library')] });
    const { scanId } = await crawler.requestScan({ trigger: 'manual', mode: 'quick', requestedBy: null });
    const alive = setInterval(() => {}, 1000);
    await crawler.waitForScan(scanId, 20_000);
    clearInterval(alive);
    const report = await getScan(database.db, scanId);
    console.log(report?.status, report?.books_added);
  `);
  expect(output).toBe('completed 1\n');
});

it.each(['db', 'formats', 'crawler'])('@dust/%s ships its licence, and asks for no workspace', (name) => {
  const folder = join(project.folder, 'node_modules/@dust', name);
  expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).not.toBe('');
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).not.toMatch(/workspace:|catalog:|dust-source/);
});
