export const password2026 = 'x';
/** 100 bytes, which servers of 2026 condensed before they hashed them. */
export const longPassword2026: string = 'correct horse battery staple, '.repeat(4).slice(0, 100);

const hash = '$2b$12$je.pShDZ3XbuaR6LV41Qp.TzLsR5locPtbOwFk0uM7kGzeksDUXWK';
const longHash = '$2b$04$/yp/mdia5sgCmYGuotpWLelQTJnt3810T29xLR9DjPAzTr8VNsO1W';

/** What people may have put into a fresh file of 2026, with their books in a library folder. */
export function livedIn2026(library: string): string {
  return `
    INSERT INTO users (id, email, username, password_hash, is_admin, created_at) VALUES
      (1, 'ann@x.org', 'Ann', '${hash}', 1, '2026-01-01 00:00:01'),
      (2, 'Bob@x.org', 'ann', '${hash}', 0, '2026-01-02 00:00:01'),
      (3, 'carl@x.org', NULL, '${longHash}', 0, '2026-01-03 00:00:01'),
      (4, 'dora@x.org', 'dora', 'not a hash', 0, '2026-01-04 00:00:01');
    INSERT INTO user_roles (user_id, role_id) VALUES (1, 2), (2, 1), (3, 3);
    INSERT INTO sessions (user_id, token, expires_at) VALUES (1, 'aaaabbbbccccdddd', '4102444800');
    INSERT INTO server_settings (id, auth_flow) VALUES (1, 'invitation');
    INSERT INTO authors (id, name) VALUES (1, 'Unknown'), (4, 'Jane Austen');
    INSERT INTO books (id, name, author, file_path, file_format, isbn, cover_image_path, status, archived_at, archive_reason, created_at) VALUES
      (1, 'Emma', 4, '${library}/Jane Austen/Emma/emma.epub', 'epub', NULL, '${library}/Jane Austen/Emma/front.png', 'active', NULL, NULL, '2026-01-01 00:00:00'),
      (2, 'Nameless', 1, '${library}/nameless.epub', 'epub', '9780141439518', NULL, 'active', NULL, NULL, '2026-01-01 00:00:00'),
      (5, 'Hidden', 4, '${library}/Jane Austen/Hidden/hidden.epub', 'epub', NULL, NULL, 'active', NULL, NULL, '2026-01-01 00:00:00'),
      (7, 'Gone', 4, '${library}/Jane Austen/Gone/gone.epub', 'epub', NULL, NULL, 'archived', '2026-02-01 00:00:00', 'File not found', '2026-01-01 00:00:00');
    INSERT INTO tags (id, name, category, color) VALUES (1, 'To read', 'status', '#123456'), (12, 'NSFW', 'content-rating', '#654321');
    INSERT INTO book_tags (book_id, tag_id, applied_at, applied_by, auto_applied) VALUES
      (1, 1, 1767225600, 1, 0), (5, 12, 1767225600, 1, 0), (70, 1, 1767225600, 1, 0);
    INSERT INTO reading_progress (id, user_id, book_id, current_page, total_pages, percentage_complete, last_read_at) VALUES
      (3, 1, 1, 3, 47, 0.06, '2026-01-02 00:00:00'),
      (4, 1, 2, 50, 100, 0.5, '2026-01-03 00:00:00'),
      (5, 1, 7, 47, 47, 1, '2026-01-04 00:00:00'),
      (6, 2, 1, 9, 10, 0.333333, '2026-01-05 00:00:00'),
      (9, 1, 70, 9, 10, 0.4, '2026-01-06 00:00:00');
    UPDATE migrations SET applied_at = 1767225600;
  `;
}
