import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { migrateFile } from '../src/index.ts';
import { openFile, temporaryFolder, upgraded } from './upgrade/earlier-files.ts';
import { join } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';

/** Every table of a Dust database with its columns, sorted by name. */
const tables: Readonly<Record<string, string>> = {
  app_passwords: 'created_at digest id last_used_at md5_digest name user_id',
  authors:
    'aliases biography birth_date created_at death_date genres goodreads_url id image_url name name_key nationality updated_at website wikipedia_url',
  book_creators: 'book_id file_as name position role',
  book_tag_exclusions: 'book_id excluded_at excluded_by tag_id',
  book_tags: 'applied_at applied_by auto_applied book_id tag_id',
  books:
    'archive_kind archive_reason archived_at author content_hash cover_hash cover_image_path cover_source created_at description file_format file_mtime file_path file_size id identifiers isbn language metadata_sources name name_key page_count partial_md5 publication_date publisher rights series_id series_number status subjects updated_at',
  books_genres: 'bookId genreId',
  change_versions: 'accounts catalog id',
  dust_migrations: 'applied_at name version',
  genres: 'name',
  invitations: 'created_at created_by email email_key expires_at id roles token_digest used_at used_by',
  koreader_keys: 'key_hash password_digest updated_at user_id',
  lookup_cache: 'data fetched_at found isbn source',
  permissions: 'created_at description id name resource_type',
  quarantine: 'book_id file_mtime file_path file_size first_seen_at id last_seen_at message reason',
  reading_activity: 'book_id bucket pages_read user_id',
  reading_positions:
    'book_id client device kind page percentage read_at received_at total_pages user_id value',
  reading_progress:
    'book_id created_at current_location current_page id last_read_at percentage_complete total_pages updated_at user_id',
  role_permissions: 'permission_id role_id',
  roles: 'created_at description id name',
  scans: 'finished_at id mode report requested_by started_at status trigger',
  series: 'created_at id name name_key updated_at',
  server_settings: 'auth_flow id updated_at',
  sessions: 'created_at expires_at last_used_at public_id session_token user_agent user_id',
  tags: 'category color created_at description id name requires_permission',
  unmatched_positions: 'client device document percentage received_at user_id value',
  upgrade_leftovers: 'created_at id reason row source_table',
  user_permissions: 'granted_at permission_id resource_id user_id',
  user_roles: 'granted_at role_id user_id',
  users:
    'created_at display_name email email_key id is_active last_login_at password updated_at username username_key',
};

const searchTables = /^books_fts|^sqlite_/;

function newFile(): Database {
  const file = join(temporaryFolder(), 'dust.db');
  migrateFile(file);
  return openFile(file);
}

function tablesOf(database: Database): Record<string, unknown> {
  const names = database
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .all();
  const columns = database.prepare(
    `SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_table_info(?) ORDER BY name COLLATE NOCASE)`,
  );
  return Object.fromEntries(
    names.filter(({ name }) => !searchTables.test(name)).map(({ name }) => [name, columns.pluck().get(name)]),
  );
}

function othersOf(database: Database): unknown[] {
  return database
    .prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL ORDER BY name`,
    )
    .all();
}

describe('the tables and columns are these and no others in', () => {
  test('a new file', () => {
    expect(tablesOf(newFile())).toEqual(tables);
  });

  test.each(['2025-fresh', '2025-populated'] as const)('an upgraded %s', (fixture) => {
    expect(tablesOf(upgraded(fixture).database)).toEqual(tables);
  });

  test('an upgraded 2026-fresh, which keeps its list of migrations', () => {
    const { migrations, ...rest } = tablesOf(upgraded('2026-fresh').database);
    expect(migrations).toBe('applied_at id name');
    expect(rest).toEqual(tables);
  });
});

test('indices and triggers are the same in new and upgraded files', () => {
  const others = othersOf(newFile());
  expect(othersOf(upgraded('2025-populated').database)).toEqual(others);
  expect(othersOf(upgraded('2026-fresh').database)).toEqual(others);
});

test("an earlier server's statements still work on an upgraded file, and the next start completes what they wrote", () => {
  const { file } = upgraded('2025-populated');
  const earlier = new BetterSqlite3(file);
  earlier.exec(`INSERT INTO users (username, display_name, email, password) VALUES ('N', 'n', 'N@x.org', 'x');
    INSERT INTO sessions (session_token, expires_at, user_id) VALUES ('token', '2030-01-01T00:00:00.000Z', 1);
    INSERT INTO books (name, author, file_path) VALUES ('New', 1, '/n');
    INSERT INTO reading_progress (user_id, book_id) VALUES (2, 2)`);
  earlier.close();
  migrateFile(file);
  const database = openFile(file);
  expect(database.prepare(`SELECT email_key, username_key FROM users WHERE username = 'N'`).get()).toEqual({
    email_key: 'n@x.org',
    username_key: 'n',
  });
  expect(database.prepare(`SELECT name_key FROM books WHERE file_path = '/n'`).pluck().get()).toBe('new');
  const session = database.prepare(
    `SELECT session_token, public_id FROM sessions WHERE expires_at LIKE '2030%'`,
  );
  expect(session.get()).toEqual({
    session_token: `sha256:${createHash('sha256').update('token').digest('hex')}`,
    public_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});
