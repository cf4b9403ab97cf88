import type { Database } from 'better-sqlite3';

/** Counts as reading, without pages, the moments that progress rows tell of: when they were made and when they were last read. */
export function deriveActivity(database: Database): void {
  database.exec(`INSERT OR IGNORE INTO reading_activity (user_id, book_id, bucket, pages_read)
    SELECT user_id, book_id, CAST(strftime('%s', moment, 'auto') AS INTEGER) / 900 * 900, 0
    FROM (
      SELECT user_id, book_id, created_at AS moment FROM reading_progress
      UNION ALL SELECT user_id, book_id, last_read_at FROM reading_progress
    )
    WHERE strftime('%s', moment, 'auto') IS NOT NULL`);
}
