import { describe, expect, test } from 'vitest';
import { openDatabase, bookMatches, sql } from '../../src/index.ts';
import { earlierFile, originalRows, upgraded } from './earlier-files.ts';

const columns =
  'id, name, author, file_path, isbn, publication_date, publisher, description, page_count, file_size, file_format, cover_image_path, status, archived_at, archive_reason, created_at, updated_at';

describe('books of 2025', () => {
  test('are as they were', () => {
    const query = `SELECT ${columns} FROM books ORDER BY id`;
    expect(upgraded('2025-populated').rows(query)).toEqual(originalRows('2025-populated', query));
  });

  test('keep what they have as of unknown origin, and nothing for what they lack', () => {
    const { values } = upgraded(
      '2025-populated',
      `UPDATE books SET page_count = 9, description = '' WHERE id = 2`,
    );
    expect(
      values('SELECT metadata_sources FROM books WHERE id IN (1, 2)').map((text) => JSON.parse(String(text))),
    ).toEqual([
      { name: 'legacy', isbn: 'legacy', author: 'legacy', tags: 'legacy' },
      { name: 'legacy', author: 'legacy', page_count: 'legacy', description: 'legacy', tags: 'legacy' },
    ]);
  });

  test('without a known author get the one of that name, which no scan replaces', () => {
    const { values } = upgraded(
      '2025-populated',
      'UPDATE books SET author = NULL WHERE id = 3; UPDATE books SET author = 77 WHERE id = 5',
    );
    expect(values('SELECT author FROM books WHERE id IN (3, 5)')).toEqual([1, 1]);
    expect(values('SELECT count(*) FROM authors')).toEqual([10]);
    expect(values(`SELECT metadata_sources ->> 'author' FROM books WHERE id IN (3, 5)`)).toEqual([
      'legacy',
      'legacy',
    ]);
  });

  test('keep an author by the name that is a placeholder in 2026, and having no automatic tags', () => {
    const { values } = upgraded(
      '2025-populated',
      `UPDATE authors SET name = 'Unknown' WHERE id = 2; DELETE FROM book_tags`,
    );
    expect(
      values(
        `SELECT count(*) FROM books WHERE metadata_sources ->> 'author' IS NOT 'legacy' OR metadata_sources ->> 'tags' IS NOT 'legacy'`,
      ),
    ).toEqual([0]);
  });

  test('without a known author get one that is made, if there is none of that name', () => {
    const changes = `UPDATE authors SET name = 'Somebody' WHERE id = 1; UPDATE books SET author = 77 WHERE id = 5`;
    const { rows } = upgraded('2025-populated', changes);
    expect(
      rows(
        'SELECT authors.id, authors.name, authors.name_key FROM authors JOIN books ON books.author = authors.id WHERE books.id = 5',
      ),
    ).toEqual([{ id: 11, name: 'Unknown Author', name_key: 'unknown author' }]);
  });

  test('without a status are active', () => {
    const { values } = upgraded('2025-populated', 'UPDATE books SET status = NULL WHERE id = 3');
    expect(values('SELECT status FROM books WHERE id = 3')).toEqual(['active']);
  });

  test('have keys for their order, as authors have', () => {
    const { values } = upgraded('2025-populated');
    expect(values('SELECT name_key FROM books WHERE id = 3')).toEqual(['pride and prejudice']);
    expect(values('SELECT name_key FROM authors WHERE id = 2')).toEqual(['jane austen']);
  });

  test.each([
    ['File not found during validation scan', 'missing'],
    ['FILE NOT FOUND', 'missing'],
    ['went Missing last week', 'missing'],
    ['missing pages (archived by Ann B)', 'manual'],
    ['File not found (archived by a@x.org) ', 'manual'],
    ['(archived by Ann) but missing', 'missing'],
    ['duplicate', 'manual'],
    [null, 'manual'],
  ])('archived for %j are %s', (reason, kind) => {
    const literal = reason === null ? 'NULL' : `'${reason}'`;
    const { rows } = upgraded('2025-populated', `UPDATE books SET archive_reason = ${literal} WHERE id = 4`);
    expect(rows('SELECT archive_kind, archive_reason, archived_at FROM books WHERE id = 4')).toEqual([
      { archive_kind: kind, archive_reason: reason, archived_at: '2026-11-22 09:35:12' },
    ]);
  });

  test('that are active have no kind of archive', () => {
    const { values } = upgraded('2025-populated', `UPDATE books SET archive_reason = 'missing' WHERE id = 1`);
    expect(values(`SELECT count(*) FROM books WHERE status = 'active' AND archive_kind IS NOT NULL`)).toEqual(
      [0],
    );
  });

  test('are found by searching', async () => {
    await using database = await openDatabase({ file: earlierFile('2025-populated') });
    const found = database.db
      .selectFrom('books')
      .select('id')
      .where(bookMatches(sql`books.id`, 'prej austen'));
    expect(await found.execute()).toEqual([{ id: 3 }]);
  });
});

describe('tags of 2025', () => {
  test.each(['tags', 'book_tags', 'authors'])('in %s are as they were', (table) => {
    const columnNames = originalRows('2025-populated', `SELECT name FROM pragma_table_info('${table}')`)
      .map((row) => Object.values(row ?? {})[0])
      .join(', ');
    const query = `SELECT ${columnNames} FROM ${table} ORDER BY 1, 2`;
    expect(upgraded('2025-populated').rows(query)).toEqual(originalRows('2025-populated', query));
  });

  test('that were edited stay edited, and missing ones are added by name', () => {
    const { rows } = upgraded(
      '2025-populated',
      `UPDATE tags SET color = '#000000' WHERE id = 7; UPDATE tags SET name = 'Krimi' WHERE id = 16`,
    );
    expect(rows('SELECT id, name, color FROM tags WHERE id IN (7, 16) OR id > 39')).toEqual([
      { id: 7, name: 'Magic', color: '#000000' },
      { id: 16, name: 'Krimi', color: '#8B008B' },
      { id: 40, name: 'Mystery', color: '#8B008B' },
    ]);
  });
});

describe('reading of 2025', () => {
  test('is as it was, odd values and unrounded percentages included', () => {
    const changes = `UPDATE reading_progress SET current_page = 3.7 WHERE id = 7;
      UPDATE reading_progress SET current_page = 'page 4', percentage_complete = NULL WHERE id = 8`;
    const { rows } = upgraded('2025-populated', changes);
    expect(
      rows('SELECT id, current_page, total_pages, percentage_complete FROM reading_progress ORDER BY id'),
    ).toEqual([
      { id: 1, current_page: 5, total_pages: 10, percentage_complete: 50 },
      { id: 7, current_page: 3.7, total_pages: 3, percentage_complete: 33.33333333333333 },
      { id: 8, current_page: 'page 4', total_pages: null, percentage_complete: null },
      { id: 9, current_page: 50, total_pages: 50, percentage_complete: 100 },
      { id: 12, current_page: 100, total_pages: 100, percentage_complete: 100 },
    ]);
    const times =
      'SELECT id, user_id, book_id, last_read_at, created_at, updated_at FROM reading_progress ORDER BY id';
    expect(rows(times)).toEqual(originalRows('2025-populated', times));
  });

  test('counts as activity when it began and when it was last, without pages', () => {
    const { rows } = upgraded(
      '2025-populated',
      `DELETE FROM reading_progress WHERE id > 1;
       UPDATE reading_progress SET created_at = '2026-01-01 10:14:59', last_read_at = '2026-01-02 23:59:59'`,
    );
    expect(rows('SELECT * FROM reading_activity ORDER BY bucket')).toEqual([
      { user_id: 1, book_id: 1, bucket: Date.UTC(2026, 0, 1, 10) / 1000, pages_read: 0 },
      { user_id: 1, book_id: 1, bucket: Date.UTC(2026, 0, 2, 23, 45) / 1000, pages_read: 0 },
    ]);
  });

  test('at unknown times is no activity', () => {
    const changes = `UPDATE reading_progress SET created_at = NULL, last_read_at = 'once'`;
    expect(upgraded('2025-populated', changes).values('SELECT count(*) FROM reading_activity')).toEqual([0]);
  });
});

test('counters go on where they were', () => {
  const { values } = upgraded(
    '2025-populated',
    `DELETE FROM books WHERE id = 11; DELETE FROM authors WHERE id = 10`,
  );
  expect(
    values(
      `SELECT seq FROM sqlite_sequence WHERE name IN ('books', 'authors', 'reading_progress') ORDER BY name`,
    ),
  ).toEqual([10, 11, 12]);
});
