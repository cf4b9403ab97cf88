import { describe, expect, test } from 'vitest';
import { upgraded } from './earlier-files.ts';
import { populate2026 } from './populated-2026.ts';

describe('a 2025 file', () => {
  test('may lack author columns and the tables that came later', () => {
    const authorColumns =
      'biography birth_date death_date nationality image_url wikipedia_url goodreads_url website aliases genres created_at updated_at';
    const { rows } = upgraded(
      '2025-populated',
      `DROP TABLE user_permissions; DROP TABLE genres; DROP TABLE books_genres;
       ${authorColumns
         .split(' ')
         .map((column) => `ALTER TABLE authors DROP COLUMN ${column};`)
         .join('')}`,
    );
    expect(rows('SELECT id, name, biography, updated_at FROM authors WHERE id = 2')).toEqual([
      { id: 2, name: 'Jane Austen', biography: null, updated_at: null },
    ]);
    expect(rows('SELECT * FROM user_permissions')).toEqual([]);
  });

  test('may lack columns that have a constant default, and gets it', () => {
    const { values } = upgraded(
      '2025-populated',
      'ALTER TABLE users DROP COLUMN is_active; ALTER TABLE books DROP COLUMN status',
    );
    expect(values('SELECT count(*) FROM users WHERE is_active = 1')).toEqual([5]);
    expect(values(`SELECT count(*) FROM books WHERE status = 'active'`)).toEqual([11]);
  });

  test('keeps tables, columns, indices and views of unknown origin', () => {
    const { rows, values } = upgraded(
      '2025-populated',
      `CREATE TABLE shelves (id INTEGER PRIMARY KEY, book_id INTEGER REFERENCES books(id)); INSERT INTO shelves VALUES (1, 3), (2, 999);
       ALTER TABLE books ADD COLUMN "my rating" INTEGER; UPDATE books SET "my rating" = 5 WHERE id = 3;
       ALTER TABLE books ADD COLUMN language TEXT; UPDATE books SET language = 'fr' WHERE id = 3;
       CREATE INDEX my_index ON books (publisher); CREATE VIEW best AS SELECT name FROM books WHERE "my rating" = 5;
       INSERT INTO genres VALUES ('Poetry')`,
    );
    expect(rows('SELECT * FROM shelves')).toEqual([
      { id: 1, book_id: 3 },
      { id: 2, book_id: 999 },
    ]);
    expect(
      rows(`SELECT "my rating", language, metadata_sources ->> 'language' AS source FROM books WHERE id = 3`),
    ).toEqual([{ 'my rating': 5, language: 'fr', source: 'legacy' }]);
    expect(values('SELECT name FROM best')).toEqual(['Pride and Prejudice']);
    expect(values('SELECT name FROM genres')).toEqual(['Poetry']);
    expect(values(`SELECT count(*) FROM sqlite_master WHERE name = 'my_index'`)).toEqual([1]);
  });

  test('may have columns with the names of later ones, and keeps them', () => {
    const { rows } = upgraded(
      '2025-populated',
      `ALTER TABLE books ADD COLUMN Rights TEXT; ALTER TABLE books ADD COLUMN identifiers TEXT;
       UPDATE books SET rights = 'mine', identifiers = 'x' WHERE id = 3`,
    );
    expect(rows('SELECT rights AS found, identifiers FROM books WHERE id = 3')).toEqual([
      { found: 'mine', identifiers: 'x' },
    ]);
  });

  test('keeps triggers of unknown origin, which do not run during the upgrade', () => {
    const { values } = upgraded(
      '2025-populated',
      `CREATE TRIGGER stamp AFTER UPDATE ON books BEGIN UPDATE books SET updated_at = 'touched' WHERE id = new.id; END`,
    );
    expect(values(`SELECT count(*) FROM books WHERE updated_at = 'touched'`)).toEqual([0]);
    expect(values(`SELECT count(*) FROM sqlite_master WHERE name = 'stamp'`)).toEqual([1]);
  });

  test('keeps what has a name that Dust needs under another', () => {
    const { rows, values } = upgraded(
      '2025-populated',
      `CREATE TABLE Series (title TEXT); INSERT INTO Series VALUES ('Dune'); CREATE TABLE series_before_dust (x);
       CREATE VIRTUAL TABLE books_fts USING fts5(title); INSERT INTO books_fts VALUES ('Emma');
       CREATE INDEX books_name ON books (name); CREATE VIEW scans AS SELECT 1`,
    );
    expect(values('SELECT title FROM series_before_dust_2')).toEqual(['Dune']);
    expect(
      values(`SELECT title FROM books_fts_before_dust WHERE books_fts_before_dust MATCH 'emma'`),
    ).toEqual(['Emma']);
    expect(values('SELECT count(*) FROM series')).toEqual([0]);
    expect(rows(`SELECT row ->> 'name' AS name FROM upgrade_leftovers ORDER BY name`)).toEqual([
      { name: 'books_name' },
      { name: 'scans' },
    ]);
  });

  test('has rows that point to nothing moved aside', () => {
    const { database, report, values } = upgraded(
      '2025-populated',
      `INSERT INTO book_tags (book_id, tag_id) VALUES (99, 1); INSERT INTO user_roles (user_id, role_id) VALUES (99, 1);
       INSERT INTO role_permissions VALUES (99, 1), (1, 99); INSERT INTO user_permissions (user_id, permission_id) VALUES (1, 99);
       INSERT INTO reading_progress (user_id, book_id) VALUES (99, 1), (1, 99)`,
    );
    expect(values('SELECT source_table FROM upgrade_leftovers ORDER BY 1')).toEqual([
      'book_tags',
      'reading_progress',
      'reading_progress',
      'role_permissions',
      'role_permissions',
      'user_permissions',
      'user_roles',
    ]);
    expect(report.upgrade?.leftovers).toBe(7);
    expect(database.pragma('foreign_key_check')).toEqual([]);
  });

  test('keeps binary values and large numbers of rows that are moved aside', () => {
    const { values } = upgraded(
      '2025-populated',
      `INSERT INTO book_tags (book_id, tag_id, applied_at) VALUES (99, 1, x'00ff'), (9007199254740993, 1, NULL)`,
    );
    expect(
      values(`SELECT row ->> '$.applied_at.data[1]' FROM upgrade_leftovers ORDER BY id LIMIT 1`),
    ).toEqual([255]);
    expect(values(`SELECT row ->> 'book_id' FROM upgrade_leftovers ORDER BY id LIMIT 1 OFFSET 1`)).toEqual([
      '9007199254740993',
    ]);
  });
});

describe('a 2026 file', () => {
  test('on which a server of 2025 was started is of 2026 all the same', () => {
    const { report, rows, values } = upgraded(
      '2026-fresh',
      `${populate2026}; DELETE FROM tags; DELETE FROM book_tags;
       INSERT INTO roles (id, name, description) VALUES (9, 'librarian', 'Can manage books and users but not system settings');
       INSERT INTO tags (id, name, category) VALUES (1, 'NSFW', 'content-rating'), (2, 'Adult', 'content-rating');
       CREATE TABLE user_permissions (user_id INTEGER NOT NULL, permission_id INTEGER NOT NULL, resource_id INTEGER,
         granted_at DATETIME DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (user_id, permission_id, resource_id));
       CREATE TABLE genres (name TEXT NOT NULL); CREATE TABLE books_genres (genreId INTEGER NOT NULL, bookId INTEGER NOT NULL);
       INSERT INTO user_roles (user_id, role_id) VALUES (6, 9); INSERT INTO user_permissions (user_id, permission_id) VALUES (6, 6), (6, 77)`,
    );
    expect(report.upgrade?.format).toBe('2026');
    expect(rows('SELECT id, name FROM roles ORDER BY id')).toEqual([
      { id: 1, name: 'admin' },
      { id: 2, name: 'librarian' },
      { id: 3, name: 'user' },
      { id: 4, name: 'guest' },
      { id: 10, name: 'editors' },
    ]);
    expect(values('SELECT role_id FROM user_roles WHERE user_id = 6 ORDER BY 1')).toEqual([2, 3]);
    expect(values('SELECT permission_id FROM user_permissions')).toEqual([11]);
    expect(values('SELECT count(*) FROM tags')).toEqual([39]);
    expect(
      values(`SELECT row ->> 'permission_id' FROM upgrade_leftovers WHERE source_table = 'user_permissions'`),
    ).toEqual([77]);
  });

  test('keeps tables and columns of unknown origin', () => {
    const { rows, values } = upgraded(
      '2026-fresh',
      `${populate2026}; CREATE TABLE shelves (x); INSERT INTO shelves VALUES (1);
       ALTER TABLE books ADD COLUMN "my rating" REAL; UPDATE books SET "my rating" = 4.5 WHERE id = 1;
       ALTER TABLE users ADD COLUMN nickname TEXT; UPDATE users SET nickname = 'A' WHERE id = 1;
       CREATE TRIGGER stamp AFTER UPDATE ON users BEGIN UPDATE users SET nickname = 'x'; END`,
    );
    expect(values('SELECT x FROM shelves')).toEqual([1]);
    expect(values('SELECT "my rating" FROM books WHERE id = 1')).toEqual([4.5]);
    expect(rows('SELECT nickname FROM users WHERE id < 3')).toEqual([{ nickname: 'A' }, { nickname: null }]);
    expect(
      values(`SELECT row ->> 'name' FROM upgrade_leftovers WHERE source_table = 'sqlite_master'`),
    ).toEqual(['stamp']);
  });

  test('leaves no table under a passing name', () => {
    const { values } = upgraded('2026-fresh', populate2026);
    expect(
      values(`SELECT name FROM sqlite_master WHERE name LIKE 'dust_old%' OR sql LIKE '%dust_old%'`),
    ).toEqual([]);
    expect(values(`SELECT name FROM sqlite_sequence WHERE name LIKE 'dust_old%'`)).toEqual([]);
  });
});
