import { describe, expect, test } from 'vitest';
import { upgraded, type Upgraded } from './earlier-files.ts';
import { populate2026 } from './populated-2026.ts';

function populated(changes = ''): Upgraded {
  return upgraded('2026-fresh', `${populate2026}; ${changes}`);
}

describe('books of 2026', () => {
  test('keep ids, names, authors, paths, covers and times', () => {
    const { rows } = populated();
    const columns = 'id, name, author, file_path, cover_image_path, status, created_at, updated_at';
    expect(rows(`SELECT ${columns} FROM books WHERE id = 1`)).toEqual([
      {
        id: 1,
        name: 'Emma',
        author: 4,
        file_path: '/lib/emma.epub',
        cover_image_path: '/lib/emma.jpg',
        status: 'active',
        created_at: '2026-01-01 00:00:00',
        updated_at: '2026-01-02 00:00:00',
      },
    ]);
    expect(rows('SELECT id, name, created_at FROM authors')).toEqual([
      { id: 1, name: 'Unknown', created_at: '2026-01-01 00:00:00' },
      { id: 4, name: 'Jane Austen', created_at: '2026-01-01 00:00:00' },
    ]);
  });

  test('protect what they have, tags included, but not the placeholder for an unknown author', () => {
    const { values } = populated();
    expect(
      values('SELECT metadata_sources FROM books ORDER BY id').map((text) => JSON.parse(String(text))),
    ).toEqual([
      { name: 'legacy', author: 'legacy', tags: 'legacy' },
      { name: 'legacy', isbn: 'legacy' },
      { name: 'legacy', author: 'legacy' },
    ]);
  });

  test('were archived by people', () => {
    expect(
      populated().rows('SELECT id, archive_kind, archived_at, archive_reason FROM books WHERE id IN (1, 7)'),
    ).toEqual([
      { id: 1, archive_kind: null, archived_at: null, archive_reason: null },
      { id: 7, archive_kind: 'manual', archived_at: '2026-02-01 00:00:00', archive_reason: 'File not found' },
    ]);
  });
});

describe('tags of 2026', () => {
  test('of which there are none become the thirty-nine with their ids', () => {
    const { values } = upgraded('2026-fresh');
    expect(values('SELECT id FROM tags ORDER BY id')).toEqual(
      Array.from({ length: 39 }, (_, index) => index + 1),
    );
    expect(values(`SELECT id FROM tags WHERE name = 'Japanese'`)).toEqual([39]);
  });

  test('that exist keep id and content, and missing ones are added by name', () => {
    const { rows, values } = populated();
    expect(rows(`SELECT id, name, color, requires_permission FROM tags WHERE id IN (1, 2, 12)`)).toEqual([
      { id: 1, name: 'To read', color: '#123456', requires_permission: null },
      { id: 2, name: 'Adult', color: '#FF6666', requires_permission: 'content.nsfw' },
      { id: 12, name: 'NSFW', color: '#654321', requires_permission: null },
    ]);
    expect(values('SELECT count(*) FROM tags')).toEqual([40]);
    expect(values(`SELECT id FROM tags WHERE name = 'Science'`)).toEqual([40]);
  });

  test('stay on their books, with the times of Unix as text', () => {
    const query =
      'SELECT book_id, tag_id, applied_at, applied_by, auto_applied FROM book_tags ORDER BY book_id, tag_id';
    expect(populated().rows(query)).toEqual([
      { book_id: 1, tag_id: 1, applied_at: '2026-01-01 00:00:00', applied_by: 1, auto_applied: 0 },
      { book_id: 1, tag_id: 12, applied_at: '2026-03-01 00:00:00', applied_by: null, auto_applied: 1 },
      { book_id: 2, tag_id: 12, applied_at: '2026-01-01 00:00:00', applied_by: null, auto_applied: 0 },
    ]);
  });
});

describe('rows of 2026 that point to nothing', () => {
  test('are kept aside as JSON, and counted', () => {
    const { report, rows } = populated();
    const query = `SELECT source_table, row ->> 'book_id' AS book, reason FROM upgrade_leftovers
      WHERE source_table IN ('book_tags', 'reading_progress') ORDER BY id`;
    expect(rows(query)).toEqual([
      { source_table: 'book_tags', book: 70, reason: 'book_id points to no row of books' },
      { source_table: 'book_tags', book: 2, reason: 'tag_id points to no row of tags' },
      { source_table: 'reading_progress', book: 1, reason: 'user_id points to no row of users' },
      { source_table: 'reading_progress', book: 70, reason: 'book_id points to no row of books' },
    ]);
    expect(report.upgrade?.leftovers).toBe(7);
  });

  test('but have only lost the person who put on a tag stay in force, as the tag may hide a book', () => {
    const query = `SELECT row FROM upgrade_leftovers WHERE source_table = 'book_tags.applied_by'`;
    expect(
      populated()
        .values(query)
        .map((row) => JSON.parse(String(row))),
    ).toMatchObject([{ book_id: 2, tag_id: 12, applied_by: 44 }]);
  });
});

describe('reading of 2026', () => {
  test('has percentages of 100, and pages and times as they were', () => {
    const { rows } = populated();
    expect(
      rows('SELECT id, current_page, total_pages, percentage_complete FROM reading_progress ORDER BY id'),
    ).toEqual([
      { id: 3, current_page: 3, total_pages: 47, percentage_complete: 6 },
      { id: 4, current_page: 50, total_pages: 100, percentage_complete: 50 },
      { id: 5, current_page: 47, total_pages: 47, percentage_complete: 100 },
      { id: 6, current_page: 0, total_pages: null, percentage_complete: null },
      { id: 8, current_page: 9, total_pages: 10, percentage_complete: 100 },
    ]);
    expect(rows('SELECT last_read_at, created_at, updated_at FROM reading_progress WHERE id = 3')).toEqual([
      {
        last_read_at: '2026-01-02 00:00:00',
        created_at: '2026-01-01 00:00:00',
        updated_at: '2026-01-02 00:00:00',
      },
    ]);
  });

  test('counts as activity', () => {
    const { values } = populated();
    expect(values('SELECT bucket FROM reading_activity WHERE user_id = 1 AND book_id = 1')).toEqual([
      Date.UTC(2026, 0, 1) / 1000,
      Date.UTC(2026, 0, 2) / 1000,
    ]);
  });
});

test('counters go on where they were, and ids are never given again', () => {
  const { values } = populated(
    `DELETE FROM users WHERE id = 6; UPDATE sqlite_sequence SET seq = 30 WHERE name = 'roles'`,
  );
  const seq = (table: string): unknown[] => values(`SELECT seq FROM sqlite_sequence WHERE name = '${table}'`);
  expect(seq('books')).toEqual([20]);
  expect(seq('users')).toEqual([6]);
  expect(seq('reading_progress')).toEqual([10]);
  expect(values(`SELECT id FROM roles WHERE name = 'editors'`)).toEqual([31]);
});

test('the list of migrations stays', () => {
  expect(populated().values('SELECT count(*) FROM migrations')).toEqual([13]);
});
