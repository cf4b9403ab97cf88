import type { Db } from '@dust/db';
import type { ScanMode } from '../scan-report.ts';
import { parseReport } from './stored-report.ts';

/** Which version of the readers has read the books, as the newest complete scan knows it. */
export interface ReadingState {
  readonly version: number;
  /** Books up to this id were read anew by it; null: all books were read by it. */
  readonly after: number | null;
}

/** Of databases that do not say it. */
const FIRST_VERSION = 1;

/** The state, with the scan whose report keeps it; undefined if no scan was ever complete. */
export async function findReadingState(db: Db): Promise<(ReadingState & { scanId: number }) | undefined> {
  const row = await db
    .selectFrom('scans')
    .select(['id', 'report'])
    .where('status', 'in', ['completed', 'needs_confirmation'])
    .where('trigger', '!=', 'validation')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { version: FIRST_VERSION, after: null, ...parseReport(row.report).reading, scanId: row.id };
}

/** Notes how far books were read anew. */
export async function saveReadingState(db: Db, scanId: number, reading: ReadingState): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('scans').select('report').where('id', '=', scanId).executeTakeFirst();
    if (row === undefined) return;
    const report = JSON.stringify({ ...parseReport(row.report), reading });
    await tx.updateTable('scans').set({ report }).where('id', '=', scanId).execute();
  });
}

/** The state after a scan by readers of this version: it has read what is new, and the rest if it was a full one. */
export async function readingStateAfter(db: Db, version: number, mode: ScanMode): Promise<ReadingState> {
  const before = await findReadingState(db);
  if (mode === 'full' || before === undefined) return { version, after: null };
  return { version, after: before.version === version ? before.after : 0 };
}
