import { toDbTime, type Db } from '@dust/db';
import type { ProblemReason } from '@dust/formats';
import { inFewSizes, paddedList } from '../queries/statement-sizes.ts';

/** A file with a problem. */
export interface QuarantinedFile {
  /** Absolute path. */
  readonly path: string;
  readonly size: number | null;
  readonly mtimeMs: number | null;
  readonly reason: ProblemReason | 'BAD_NAME';
  readonly message: string;
  readonly bookId: number | null;
}

/** Enters files into the quarantine, or brings their entries up to date. */
export async function quarantineFiles(db: Db, files: readonly QuarantinedFile[], now: Date): Promise<void> {
  const time = toDbTime(now);
  for (const group of inFewSizes(files)) await enter(db, group, time);
}

async function enter(db: Db, files: readonly QuarantinedFile[], time: string): Promise<void> {
  await db
    .insertInto('quarantine')
    .values(
      files.map((file) => ({
        file_path: file.path,
        file_size: file.size,
        file_mtime: file.mtimeMs,
        reason: file.reason,
        message: file.message,
        book_id: file.bookId,
        first_seen_at: time,
        last_seen_at: time,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('file_path').doUpdateSet((update) => ({
        file_size: update.ref('excluded.file_size'),
        file_mtime: update.ref('excluded.file_mtime'),
        reason: update.ref('excluded.reason'),
        message: update.ref('excluded.message'),
        book_id: update.ref('excluded.book_id'),
        last_seen_at: update.ref('excluded.last_seen_at'),
      })),
    )
    .execute();
}

/** Takes files out of the quarantine. */
export async function releaseFiles(db: Db, paths: readonly string[]): Promise<void> {
  if (paths.length > 0)
    await db.deleteFrom('quarantine').where('file_path', 'in', paddedList(paths)).execute();
}
