import { toDbTime, type Db } from '@dust/db';
import type { ScanMode, ScanStatus, ScanTrigger } from '../scan-report.ts';
import { emptyReport, parseReport, type StoredReport } from './stored-report.ts';

export interface ScanRequest {
  readonly trigger: ScanTrigger;
  readonly mode: ScanMode;
  /** A user id. */
  readonly requestedBy: number | null;
}

/** Reports kept; older ones are deleted. */
const KEPT_REPORTS = 500;

/** Enters a scan that begins now, and returns its id. */
export async function beginScan(db: Db, request: ScanRequest, now: Date): Promise<number> {
  const rows = await db
    .insertInto('scans')
    .values({
      status: 'running',
      trigger: request.trigger,
      mode: request.mode,
      requested_by: request.requestedBy,
      started_at: toDbTime(now),
      report: JSON.stringify(emptyReport),
    })
    .returning('id')
    .execute();
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The scan was not entered');
  await db
    .deleteFrom('scans')
    .where('id', '<=', id - KEPT_REPORTS)
    .execute();
  return id;
}

/** Writes how far a scan is. */
export async function saveReport(db: Db, scanId: number, report: StoredReport): Promise<void> {
  await db
    .updateTable('scans')
    .set({ report: JSON.stringify(report) })
    .where('id', '=', scanId)
    .execute();
}

export interface ScanEnd {
  readonly status: ScanStatus;
  readonly report: StoredReport;
  readonly now: Date;
}

/** Ends a scan. One that did not fail replaces the questions of earlier ones. */
export async function endScan(db: Db, scanId: number, { status, report, now }: ScanEnd): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('scans')
      .set({ status, finished_at: toDbTime(now), report: JSON.stringify(report) })
      .where('id', '=', scanId)
      .execute();
    if (status === 'failed') return;
    const asking = await tx
      .selectFrom('scans')
      .select(['id', 'report'])
      .where('status', '=', 'needs_confirmation')
      .where('id', '<', scanId)
      .execute();
    for (const { id, report: json } of asking) await settleQuestion(tx, id, parseReport(json));
  });
}

/** Closes the question of a scan. */
export async function settleQuestion(db: Db, scanId: number, report: StoredReport): Promise<void> {
  const { pending_ids: _ids, ...rest } = report;
  await db
    .updateTable('scans')
    .set({ status: 'completed', report: JSON.stringify({ ...rest, pending: null }) })
    .where('id', '=', scanId)
    .execute();
}

/** Marks scans as failed that a stop or a crash has interrupted. Returns their ids. */
export async function failInterruptedScans(db: Db, now: Date): Promise<number[]> {
  const rows = await db
    .updateTable('scans')
    .set({ status: 'failed', finished_at: toDbTime(now) })
    .where('status', '=', 'running')
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The id of the scan that runs, validations apart. */
export async function findRunningScan(db: Db): Promise<number | undefined> {
  const row = await db
    .selectFrom('scans')
    .select('id')
    .where('status', '=', 'running')
    .where('trigger', '!=', 'validation')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** When the last complete scan began, in milliseconds since 1970; 0 if there was none. */
export async function lastCompleteScanStart(db: Db): Promise<number> {
  const row = await db
    .selectFrom('scans')
    .select('started_at')
    .where('status', 'in', ['completed', 'needs_confirmation'])
    .where('trigger', '!=', 'validation')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? 0 : Date.parse(`${row.started_at.replace(' ', 'T')}Z`);
}
