/** What people might have put into a file of 2026: run on a fresh one. */
export const populate2026 = `
  INSERT INTO users (id, email, username, password_hash, created_at, updated_at, is_admin) VALUES
    (1, 'ann@x.org', 'Ann', '$2b$12$je.pShDZ3XbuaR6LV41Qp.TzLsR5locPtbOwFk0uM7kGzeksDUXWK', '2026-01-01 00:00:01', '2026-01-01 00:00:02', 1),
    (2, 'ann@y.org', 'ann', 'not a hash', '2026-01-02 00:00:01', '2026-01-02 00:00:02', 0),
    (3, 'carl@x.org', NULL, '$2b$12$je.pShDZ3XbuaR6LV41Qp.TzLsR5locPtbOwFk0uM7kGzeksDUXWK', '2026-01-03 00:00:01', '2026-01-03 00:00:02', 0),
    (5, 'Ann@z.org', '  ', '$2b$12$je.pShDZ3XbuaR6LV41Qp.TzLsR5locPtbOwFk0uM7kGzeksDUXWK', '2026-01-05 00:00:01', '2026-01-05 00:00:02', 0),
    (6, 'six@x.org', 'ann2', '$2b$12$je.pShDZ3XbuaR6LV41Qp.TzLsR5locPtbOwFk0uM7kGzeksDUXWK', '2026-01-06 00:00:01', '2026-01-06 00:00:02', 0);
  INSERT INTO roles (id, name, description) VALUES (4, 'editors', 'Edit things');
  INSERT INTO permissions (id, name, description, resource, action) VALUES (9, 'shelves.move', 'Move shelves', 'shelves', 'move');
  INSERT INTO role_permissions (role_id, permission_id) VALUES (4, 9), (4, 7);
  INSERT INTO user_roles (user_id, role_id) VALUES (1, 2), (2, 1), (3, 3), (3, 4), (6, 2);
  INSERT INTO sessions (user_id, token, expires_at) VALUES (1, 'aaaa', '1795400000'), (2, 'bbbb', '1795400000');
  INSERT INTO authors (id, name, created_at, updated_at) VALUES
    (1, 'Unknown', '2026-01-01 00:00:00', '2026-01-01 00:00:00'), (4, 'Jane Austen', '2026-01-01 00:00:00', '2026-01-01 00:00:00');
  INSERT INTO books (id, name, author, file_path, isbn, cover_image_path, status, archived_at, archive_reason, created_at, updated_at) VALUES
    (1, 'Emma', 4, '/lib/emma.epub', NULL, '/lib/emma.jpg', 'active', NULL, NULL, '2026-01-01 00:00:00', '2026-01-02 00:00:00'),
    (2, 'Nameless', 1, '/lib/nameless.epub', '9780141439518', NULL, 'active', NULL, NULL, '2026-01-01 00:00:00', '2026-01-02 00:00:00'),
    (7, 'Gone', 4, '/lib/gone.epub', NULL, NULL, 'archived', '2026-02-01 00:00:00', 'File not found', '2026-01-01 00:00:00', '2026-01-02 00:00:00');
  UPDATE sqlite_sequence SET seq = 20 WHERE name = 'books';
  INSERT INTO tags (id, name, category, color) VALUES (1, 'To read', 'status', '#123456'), (12, 'NSFW', 'content-rating', '#654321');
  INSERT INTO book_tags (book_id, tag_id, applied_at, applied_by, auto_applied) VALUES
    (1, 1, 1767225600, 1, 0), (1, 12, '2026-03-01 00:00:00', NULL, 1), (2, 12, 1767225600, 44, 0), (70, 1, 1767225600, 1, 0), (2, 71, 1767225600, 1, 0);
  INSERT INTO reading_progress (id, user_id, book_id, current_page, total_pages, percentage_complete, last_read_at, created_at, updated_at) VALUES
    (3, 1, 1, 3, 47, 0.06, '2026-01-02 00:00:00', '2026-01-01 00:00:00', '2026-01-02 00:00:00'),
    (4, 1, 2, 50, 100, 0.5, '2026-01-02 00:00:00', '2026-01-01 00:00:00', '2026-01-02 00:00:00'),
    (5, 2, 1, 47, 47, 1, '2026-01-02 00:00:00', '2026-01-01 00:00:00', '2026-01-02 00:00:00'),
    (6, 3, 1, 0, NULL, NULL, '2026-01-02 00:00:00', '2026-01-01 00:00:00', '2026-01-02 00:00:00'),
    (8, 5, 1, 9, 10, 40, '2026-01-02 00:00:00', '2026-01-01 00:00:00', '2026-01-02 00:00:00'),
    (9, 1, 70, 9, 10, 0.4, '2026-01-02 00:00:00', '2026-01-01 00:00:00', '2026-01-02 00:00:00'),
    (10, 70, 1, 9, 10, 0.4, '2026-01-02 00:00:00', '2026-01-01 00:00:00', '2026-01-02 00:00:00');
`;
