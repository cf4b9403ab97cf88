import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { CommandLine, failed } from './command-line.ts';
import { writeBookFile } from './earlier/library-files.ts';

/** A folder with book files in it. */
async function withBooks(...paths: string[]): Promise<CommandLine> {
  const line = new CommandLine();
  for (const path of paths) await writeBookFile(join(line.folder, path));
  return line;
}

const twoBooks = ['one/A/First/first.epub', 'two/B/Second/second.epub'];

function booksOf(line: CommandLine): unknown[] {
  const database = new DatabaseSync(line.database, { readOnly: true });
  try {
    return database.prepare('SELECT file_path, status FROM books ORDER BY file_path').all();
  } finally {
    database.close();
  }
}

test('a scan takes the folders named in the place of DUST_DIRS', async () => {
  using line = await withBooks(...twoBooks);
  line.env = { DUST_DIRS: 'nowhere' };
  expect((await line.run('scan', 'one', join(line.folder, 'two'))).stdout).toMatch(
    /^Scan completed in [\d.]+ s: 2 books found, 2 added\n$/,
  );
});

test('a scan of a part of the library is refused, since it would archive the rest', async () => {
  using line = await withBooks(...twoBooks);
  await line.run('scan', 'one', 'two');
  const before = booksOf(line);
  const second = join(line.folder, 'two/B/Second/second.epub');
  const reason = `${second} lies outside of these folders and would be archived; name all folders of the library`;
  expect(await line.run('scan', 'one')).toEqual(failed(reason));
  expect(await line.run('scan', 'one', '--dry-run')).toEqual(failed(reason));
  expect(booksOf(line)).toEqual(before);
});

test('a library that has moved keeps its books', async () => {
  using line = await withBooks(...twoBooks);
  await line.run('scan', 'one', 'two');
  renameSync(join(line.folder, 'two'), join(line.folder, 'three'));
  expect((await line.run('scan', 'one', 'three')).stdout).toContain('1 moved');
});

test('a trial says what a scan would do, file by file, and changes nothing', async () => {
  using line = await withBooks(...twoBooks);
  line.env = { DUST_DIRS: 'one,two' };
  await line.run('scan');
  await writeBookFile(join(line.folder, 'one/C/Third/third.epub'));
  rmSync(join(line.folder, 'two/B'), { recursive: true });
  await writeBookFile(join(line.folder, 'two/D/Fourth/fourth.epub'));
  const bytes = readFileSync(line.database);
  const { code, stdout } = await line.run('scan', '--dry-run');
  expect(code).toBe(0);
  expect(stdout).toContain('2 added, 1 archived');
  expect(stdout).toContain('Nothing was changed');
  expect(stdout).toContain(`  added     ${line.folder}/one/C/Third/third.epub\n`);
  expect(stdout).toContain(`  archived  ${line.folder}/two/B/Second/second.epub\n`);
  expect(readFileSync(line.database).equals(bytes)).toBe(true);
  expect((await line.run('scan')).stdout).toContain('2 added, 1 archived');
});

test('a trial before the first start makes nothing, and reports as JSON', async () => {
  using line = await withBooks(...twoBooks);
  const { code, stdout, stderr } = await line.run('scan', 'one', 'two', '--dry-run', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ status: 'completed', books_added: 2 });
  expect(() => booksOf(line)).toThrow();
});

test('an empty folder has no books, and without any folder there is no library', async () => {
  using line = await withBooks();
  mkdirSync(join(line.folder, 'empty'));
  expect((await line.run('scan', 'empty')).stdout).toContain('0 books found, nothing changed');
  expect(await line.run('scan')).toEqual(failed('no library: set DUST_DIRS to your folders'));
});
