/** 100 bytes, of which bcrypt uses the first 72. */
export const longPassword: string = 'correct horse battery staple, '.repeat(4).slice(0, 100);

/** What years of use may add to the populated file of 2025. Needs no foreign keys. */
export const livedIn2025 = `
  INSERT INTO users (id, username, display_name, email, password, is_active) VALUES
    (6, 'plain', 'Plain', 'plain@x.org', 'secret1', 1),
    (7, 'left', 'Left', 'left@x.org', (SELECT password FROM users WHERE id = 2), 0),
    (8, 'long', 'Long', 'long@x.org', '$2b$04$/yp/mdia5sgCmYGuotpWLedzbeIgFV/FccTiGWmsLUA7yZDmRX2qu', NULL);
  INSERT INTO roles (id, name, description) VALUES (5, 'curators', 'Keep the shelves');
  INSERT INTO role_permissions (role_id, permission_id) VALUES (5, 2);
  INSERT INTO user_roles (user_id, role_id) VALUES (2, 5), (6, 3), (7, 3), (8, 3);
  INSERT INTO user_permissions (user_id, permission_id, resource_id) VALUES (3, 17, NULL);
  UPDATE roles SET name = 'friends' WHERE name = 'guest';
  UPDATE tags SET color = '#010203', description = 'True stories' WHERE name = 'Non-Fiction';
  INSERT INTO books (id, name, author, file_path, file_format, status, archived_at, archive_reason) VALUES
    (20, 'By nobody', 999, '/media/library/books/nobody.epub', 'epub', 'active', NULL, NULL),
    (21, 'Torn', 2, '/media/library/books/torn.epub', 'epub', 'archived', '2026-11-20 10:00:00', 'missing pages (archived by Ann B)'),
    (22, 'Adults only', 2, '/media/library/books/adults.epub', 'epub', NULL, NULL, NULL);
  INSERT INTO book_tags (book_id, tag_id, applied_by, auto_applied) VALUES
    (22, 2, 1, 0), (20, 22, NULL, 1), (21, 22, NULL, 1), (22, 22, NULL, 1);
  INSERT INTO reading_progress (id, user_id, book_id, current_page, total_pages, percentage_complete) VALUES
    (30, 2, 2, '7.5', 30, 25.0), (31, 2, 5, 40, 40, 100.0);
`;
