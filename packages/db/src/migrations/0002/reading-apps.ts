import type { Database } from 'better-sqlite3';

const statements: readonly string[] = [
  // Passwords of single devices. They are long and random, so a plain digest keeps them.
  `CREATE TABLE app_passwords (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    md5_digest TEXT NOT NULL UNIQUE,
    created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_used_at DATETIME
  )`,
  `CREATE INDEX app_passwords_user_id ON app_passwords (user_id, id)`,
  // KOReader sends the MD5 of a password and never the password: bcrypt of that MD5, good for one value of users.password.
  `CREATE TABLE koreader_keys (
    user_id INTEGER PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
    key_hash TEXT NOT NULL,
    password_digest TEXT NOT NULL,
    updated_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
  )`,
  `CREATE TABLE reading_positions (
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    book_id INTEGER NOT NULL REFERENCES books(id) ON DELETE CASCADE,
    client TEXT NOT NULL,
    device TEXT,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    percentage REAL NOT NULL,
    page INTEGER,
    total_pages INTEGER,
    read_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, book_id, client)
  ) WITHOUT ROWID`,
  `CREATE INDEX reading_positions_read ON reading_positions (user_id, book_id, read_at)`,
  `CREATE INDEX reading_positions_book ON reading_positions (book_id)`,
  // What KOReader has sent for files that no book is known of: kept for its other devices, and for the day the book comes.
  `CREATE TABLE unmatched_positions (
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    client TEXT NOT NULL,
    device TEXT,
    value TEXT NOT NULL,
    percentage REAL NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, document, client)
  ) WITHOUT ROWID`,
  `CREATE INDEX books_publisher ON books (publisher, status, name_key, id) WHERE publisher IS NOT NULL`,
  `CREATE INDEX books_language ON books (language, status, name_key, id) WHERE language IS NOT NULL`,
  ...['INSERT', 'DELETE', 'UPDATE OF user_id, name, digest, md5_digest'].map(
    (
      event,
    ) => `CREATE TRIGGER dust_app_passwords_${event.slice(0, 6).toLowerCase()} AFTER ${event} ON app_passwords
      BEGIN UPDATE change_versions SET accounts = accounts + 1 WHERE id = 1; END`,
  ),
];

/** What catalogues say of a book besides. Files of earlier servers may have columns of these names, in any case. */
const bookColumns: readonly string[] = ['rights', 'identifiers'];

/** What reading apps and e-readers need: passwords for devices, the position of every client in its own terms, and all of an entry. */
export function addReadingApps(database: Database): void {
  const present = database.prepare(`SELECT 1 FROM pragma_table_info('books') WHERE lower(name) = ?`);
  for (const column of bookColumns)
    if (present.get(column) === undefined) database.exec(`ALTER TABLE books ADD COLUMN ${column} TEXT`);
  for (const statement of statements) database.exec(statement);
}
