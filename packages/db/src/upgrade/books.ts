import type { Database } from 'better-sqlite3';
import type { EarlierFormat } from './report.ts';

/** Fields whose values get the source `legacy`; author and tags are cases of their own. */
const fields = ['name', 'isbn', 'publication_date', 'publisher', 'description', 'page_count', 'language'];

const unknownAuthor = 'Unknown Author';

/** The server of 2026 put books of unknown authors under a name that scans may replace; no other author is ever replaced. */
const protectedAuthor = {
  '2025': 'TRUE',
  '2026': `NOT EXISTS (SELECT 1 FROM authors WHERE authors.id = books.author AND authors.name = 'Unknown')`,
} as const;

/** The server of 2025 tagged every book it added, so one without tags has lost them on purpose; that of 2026 seldom tagged at all. */
const protectedTags = {
  '2025': 'TRUE',
  '2026': 'EXISTS (SELECT 1 FROM book_tags WHERE book_id = books.id AND auto_applied = 1)',
} as const;

/** Fills what Dust has added to books; ids, names, paths and times stay. */
export function completeBooks(database: Database, format: EarlierFormat): void {
  giveEveryBookAnAuthor(database);
  recordSources(database, format);
  database.exec(`UPDATE books SET status = 'active' WHERE status IS NULL`);
  tellArchiveKinds(database, format);
}

/** To be called when every book has its author and its tags. */
function recordSources(database: Database, format: EarlierFormat): void {
  const members = fields.map((field) => `'${field}', CASE WHEN ${field} IS NOT NULL THEN 'legacy' END`);
  members.push(`'author', CASE WHEN ${protectedAuthor[format]} THEN 'legacy' END`);
  members.push(`'tags', CASE WHEN ${protectedTags[format]} THEN 'legacy' END`);
  // A merge patch leaves out what is null.
  database.exec(`UPDATE books SET metadata_sources = json_patch('{}', json_object(${members.join(', ')}))`);
}

function giveEveryBookAnAuthor(database: Database): void {
  const isWithout = 'author IS NULL OR NOT EXISTS (SELECT 1 FROM authors WHERE authors.id = books.author)';
  if (database.prepare(`SELECT 1 FROM books WHERE ${isWithout} LIMIT 1`).get() === undefined) return;
  database
    .prepare(
      `INSERT INTO authors (name, created_at, updated_at) SELECT ?, datetime('now'), datetime('now')
       WHERE NOT EXISTS (SELECT 1 FROM authors WHERE name = ?)`,
    )
    .run(unknownAuthor, unknownAuthor);
  database
    .prepare(`UPDATE books SET author = (SELECT min(id) FROM authors WHERE name = ?) WHERE ${isWithout}`)
    .run(unknownAuthor);
}

/** The server of 2026 never looked for files, so whatever it archived was archived by people. */
function tellArchiveKinds(database: Database, format: EarlierFormat): void {
  const ofReason = `CASE
    WHEN rtrim(archive_reason) LIKE '%(archived by %)' THEN 'manual'
    WHEN archive_reason LIKE '%file not found%' OR archive_reason LIKE '%missing%' THEN 'missing'
    ELSE 'manual' END`;
  const kind = format === '2026' ? `'manual'` : ofReason;
  database.exec(`UPDATE books SET archive_kind = ${kind} WHERE status = 'archived'`);
}
