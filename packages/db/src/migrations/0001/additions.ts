/** A column added to a table of 2025: `[table, column, type]`. Every one may be NULL. */
export const addedColumns: readonly (readonly [string, string, string])[] = [
  ['users', 'email_key', 'TEXT'],
  ['users', 'username_key', 'TEXT'],
  ['users', 'last_login_at', 'DATETIME'],
  ['sessions', 'public_id', 'TEXT'],
  ['sessions', 'created_at', 'DATETIME'],
  ['sessions', 'last_used_at', 'DATETIME'],
  ['sessions', 'user_agent', 'TEXT'],
  ['books', 'name_key', 'TEXT'],
  ['books', 'file_mtime', 'INTEGER'],
  ['books', 'content_hash', 'TEXT'],
  ['books', 'partial_md5', 'TEXT'],
  ['books', 'language', 'TEXT'],
  ['books', 'series_id', 'INTEGER'],
  ['books', 'series_number', 'REAL'],
  ['books', 'archive_kind', 'TEXT'],
  ['books', 'cover_hash', 'TEXT'],
  ['books', 'cover_source', 'TEXT'],
  ['books', 'metadata_sources', 'TEXT'],
  ['books', 'subjects', 'TEXT'],
  ['authors', 'name_key', 'TEXT'],
  ['reading_progress', 'current_location', 'TEXT'],
];

export const addedTables: readonly string[] = [
  `CREATE TABLE series (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    updated_at DATETIME DEFAULT CURRENT_TIMESTAMP
  )`,
  `CREATE TABLE book_creators (
    book_id INTEGER NOT NULL REFERENCES books(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    file_as TEXT,
    PRIMARY KEY (book_id, position)
  ) WITHOUT ROWID`,
  `CREATE TABLE reading_activity (
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    book_id INTEGER NOT NULL REFERENCES books(id) ON DELETE CASCADE,
    bucket INTEGER NOT NULL,
    pages_read INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, book_id, bucket)
  ) WITHOUT ROWID`,
  `CREATE TABLE book_tag_exclusions (
    book_id INTEGER NOT NULL REFERENCES books(id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
    excluded_by INTEGER REFERENCES users(id),
    excluded_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (book_id, tag_id)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS server_settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    auth_flow TEXT NOT NULL DEFAULT 'signup' CHECK (auth_flow IN ('signup', 'invitation')),
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
  )`,
  `CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_digest TEXT NOT NULL UNIQUE,
    email_key TEXT NOT NULL,
    email TEXT NOT NULL,
    roles TEXT NOT NULL,
    created_by INTEGER REFERENCES users(id),
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    expires_at DATETIME NOT NULL,
    used_at DATETIME,
    used_by INTEGER REFERENCES users(id)
  )`,
  `CREATE TABLE scans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    status TEXT NOT NULL,
    trigger TEXT NOT NULL,
    mode TEXT NOT NULL,
    requested_by INTEGER REFERENCES users(id),
    started_at DATETIME NOT NULL,
    finished_at DATETIME,
    report TEXT NOT NULL DEFAULT '{}'
  )`,
  `CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_path TEXT NOT NULL UNIQUE,
    file_size INTEGER,
    file_mtime INTEGER,
    reason TEXT NOT NULL,
    message TEXT NOT NULL,
    book_id INTEGER REFERENCES books(id) ON DELETE SET NULL,
    first_seen_at DATETIME NOT NULL,
    last_seen_at DATETIME NOT NULL
  )`,
  `CREATE TABLE lookup_cache (
    isbn TEXT NOT NULL,
    source TEXT NOT NULL,
    found BOOLEAN NOT NULL,
    data TEXT,
    fetched_at DATETIME NOT NULL,
    PRIMARY KEY (isbn, source)
  ) WITHOUT ROWID`,
  `CREATE TABLE upgrade_leftovers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_table TEXT NOT NULL,
    row TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP
  )`,
  `CREATE TABLE dust_migrations (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at DATETIME DEFAULT CURRENT_TIMESTAMP
  )`,
  `CREATE TABLE change_versions (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    catalog INTEGER NOT NULL DEFAULT 0,
    accounts INTEGER NOT NULL DEFAULT 0
  )`,
  `INSERT INTO change_versions (id) VALUES (1)`,
];

export const indexes: readonly string[] = [
  `CREATE INDEX users_email_key ON users (email_key)`,
  `CREATE INDEX users_username_key ON users (username_key)`,
  `CREATE INDEX sessions_session_token ON sessions (session_token)`,
  `CREATE UNIQUE INDEX sessions_public_id ON sessions (public_id) WHERE public_id IS NOT NULL`,
  `CREATE INDEX sessions_user_id ON sessions (user_id)`,
  `CREATE INDEX sessions_expires_at ON sessions (expires_at)`,
  `CREATE INDEX user_roles_role_id ON user_roles (role_id)`,
  `CREATE INDEX books_status_name ON books (status, name_key, id)`,
  `CREATE INDEX books_status_created ON books (status, created_at, id)`,
  `CREATE INDEX books_status_archived ON books (status, archived_at, id)`,
  `CREATE INDEX books_name ON books (name_key, id)`,
  `CREATE INDEX books_created ON books (created_at, id)`,
  `CREATE INDEX books_author ON books (author, status, name_key, id)`,
  `CREATE INDEX books_series ON books (series_id, status, series_number, name_key, id) WHERE series_id IS NOT NULL`,
  `CREATE INDEX books_content_hash ON books (content_hash)`,
  `CREATE INDEX books_partial_md5 ON books (partial_md5)`,
  `CREATE INDEX books_cover_hash ON books (cover_hash) WHERE cover_hash IS NOT NULL`,
  `CREATE INDEX books_format ON books (lower(file_format), status)`,
  `CREATE INDEX books_file_size ON books (file_size)`,
  `CREATE INDEX books_isbn ON books (isbn) WHERE isbn IS NOT NULL`,
  `CREATE INDEX authors_name ON authors (name)`,
  `CREATE INDEX authors_name_key ON authors (name_key, id)`,
  `CREATE INDEX book_tags_tag_id ON book_tags (tag_id, book_id)`,
  `CREATE INDEX book_creators_name ON book_creators (name)`,
  `CREATE INDEX tags_requires_permission ON tags (requires_permission) WHERE requires_permission IS NOT NULL`,
  `CREATE INDEX reading_progress_recent ON reading_progress (user_id, last_read_at, id)`,
  `CREATE INDEX reading_progress_book ON reading_progress (book_id)`,
  `CREATE INDEX reading_activity_time ON reading_activity (user_id, bucket)`,
  `CREATE INDEX reading_activity_book ON reading_activity (book_id)`,
  `CREATE INDEX invitations_email_key ON invitations (email_key)`,
  `CREATE INDEX quarantine_last_seen ON quarantine (last_seen_at, id)`,
];

/**
 * Tables whose changes matter to what is kept in memory, by the version they raise: the catalogue as readers see it,
 * and who may do what. Columns named limit an UPDATE to those that matter.
 */
const watchedTables: readonly { version: 'catalog' | 'accounts'; table: string; columns?: string }[] = [
  { version: 'catalog', table: 'books' },
  { version: 'catalog', table: 'authors' },
  { version: 'catalog', table: 'series' },
  { version: 'catalog', table: 'tags' },
  { version: 'catalog', table: 'book_tags' },
  { version: 'accounts', table: 'users', columns: 'username, display_name, email, password, is_active' },
  { version: 'accounts', table: 'sessions', columns: 'session_token, expires_at, user_id' },
  { version: 'accounts', table: 'roles' },
  { version: 'accounts', table: 'permissions' },
  { version: 'accounts', table: 'user_roles' },
  { version: 'accounts', table: 'role_permissions' },
  { version: 'accounts', table: 'user_permissions' },
];

/** A new sign-in takes nothing from anybody, so it leaves the version of the accounts alone. */
const quietInserts: ReadonlySet<string> = new Set(['sessions']);

export const triggers: readonly string[] = watchedTables.flatMap(({ version, table, columns }) => {
  const raise = `BEGIN UPDATE change_versions SET ${version} = ${version} + 1 WHERE id = 1; END`;
  const onUpdate = columns === undefined ? 'UPDATE' : `UPDATE OF ${columns}`;
  const events = quietInserts.has(table) ? ['DELETE', onUpdate] : ['INSERT', 'DELETE', onUpdate];
  return events.map(
    (event) =>
      `CREATE TRIGGER dust_${table}_${event.slice(0, 6).toLowerCase()} AFTER ${event} ON ${table} ${raise}`,
  );
});
