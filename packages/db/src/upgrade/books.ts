import type { Database } from 'better-sqlite3';
import type { EarlierFormat } from './report.ts';

/** Fields whose values get the source `legacy`; the author is a case of its own. */
const fields = ['name', 'isbn', 'publication_date', 'publisher', 'description', 'page_count', 'language'];

const unknownAuthor = 'Unknown Author';

/** Fills what Dust has added to books; ids, names, paths and times stay. */
export function completeBooks(database: Database, format: EarlierFormat): void {
  recordSources(database, format);
  giveEveryBookAnAuthor(database);
  database.exec(`UPDATE books SET status = 'active' WHERE status IS NULL`);
  tellArchiveKinds(database, format);
}

/** To be called while books without a known author still have none: that is no value to protect. */
function recordSources(database: Database, format: EarlierFormat): void {
  // The earlier server of 2026 put books of unknown authors under this name, which scans may replace.
  const placeholder = format === '2026' ? `AND authors.name <> 'Unknown'` : '';
  const hasAuthor = `EXISTS (SELECT 1 FROM authors WHERE authors.id = books.author ${placeholder})`;
  const members = fields.map((field) => `'${field}', CASE WHEN ${field} IS NOT NULL THEN 'legacy' END`);
  members.push(`'author', CASE WHEN ${hasAuthor} THEN 'legacy' END`);
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
