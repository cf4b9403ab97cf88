import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrateFile, schemaVersion } from '../src/index.ts';
import { migrations } from '../src/migrations/index.ts';
import { now, openFile, temporaryFolder } from './upgrade/earlier-files.ts';

/** A file as the first release left it, with a reader in the middle of a book. */
function fileOfVersion1(): string {
  const file = join(temporaryFolder(), 'dust.db');
  migrateFile(file, { steps: migrations.slice(0, 1) });
  const database = new BetterSqlite3(file);
  database.exec(`
    INSERT INTO users (id, username, display_name, email, password) VALUES (7, 'ann', 'Ann', 'ann@example.com', 'x');
    INSERT INTO authors (id, name) VALUES (3, 'Jane Austen');
    INSERT INTO books (id, name, author, file_path) VALUES (5, 'Emma', 3, '/books/Emma.epub');
    INSERT INTO reading_progress (user_id, book_id, current_page, total_pages, percentage_complete) VALUES (7, 5, 3, 9, 33.3)`);
  database.close();
  return file;
}

test('a file of the first release gets the later steps after a backup, and keeps its rows', () => {
  const file = fileOfVersion1();
  const before = readFileSync(file);
  const backup = `${file}.v1-20261122T120000Z.bak`;
  expect(migrateFile(file, { now: () => now })).toEqual({
    from: 1,
    to: schemaVersion,
    backup,
    upgrade: null,
  });
  expect(readFileSync(backup).equals(before)).toBe(true);
  const database = openFile(file);
  expect(
    database
      .prepare(
        'SELECT current_page, total_pages, percentage_complete FROM reading_progress WHERE user_id = 7',
      )
      .get(),
  ).toEqual({ current_page: 3, total_pages: 9, percentage_complete: 33.3 });
  expect(database.prepare('SELECT version FROM dust_migrations ORDER BY version').pluck().all()).toEqual(
    migrations.map(({ version }) => version),
  );
  expect(database.pragma('foreign_key_check')).toEqual([]);
});

test('a later step that cannot be done leaves a file of the first release as it was', () => {
  const file = fileOfVersion1();
  const database = new BetterSqlite3(file);
  database.exec('CREATE TABLE app_passwords (note TEXT)');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  const before = readFileSync(file);
  expect(() => migrateFile(file, { now: () => now })).toThrow('already exists');
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(join(file, '..')).filter((name) => name.endsWith('.bak'))).toHaveLength(1);
});
