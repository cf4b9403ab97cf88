import { decodeCursor, encodeCursor, InvalidCursorError, type Db } from '@dust/db';
import type { ScanReport } from '../scan-report.ts';
import { toScanReport } from '../reports/stored-report.ts';

export interface PageRequest {
  /** Without it all entries are listed. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface ScanPage {
  readonly scans: readonly ScanReport[];
  readonly total: number;
  readonly nextCursor: string | null;
}

const LIST = 'scans';
const DEFAULT_LIMIT = 100;

/** Scan reports, newest first. Throws InvalidCursorError. */
export async function listScans(db: Db, { limit, cursor }: PageRequest = {}): Promise<ScanPage> {
  const after = cursor === undefined ? undefined : idOf(cursor);
  const size = limit ?? (cursor === undefined ? undefined : DEFAULT_LIMIT);
  const all = db.selectFrom('scans').selectAll().orderBy('id', 'desc');
  const rest = after === undefined ? all : all.where('id', '<', after);
  const rows = await (size === undefined ? rest : rest.limit(size + 1)).execute();
  const page = size === undefined ? rows : rows.slice(0, size);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    scans: page.map(toScanReport),
    total: await countScans(db),
    nextCursor: last === undefined ? null : encodeCursor(LIST, [last.id]),
  };
}

/** The report of one scan, or undefined. */
export async function getScan(db: Db, scanId: number): Promise<ScanReport | undefined> {
  const row = await db.selectFrom('scans').selectAll().where('id', '=', scanId).executeTakeFirst();
  return row === undefined ? undefined : toScanReport(row);
}

/** The report of the scan that ended last, or undefined. */
export async function findLastScan(db: Db): Promise<ScanReport | undefined> {
  const row = await db
    .selectFrom('scans')
    .selectAll()
    .where('status', '!=', 'running')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : toScanReport(row);
}

async function countScans(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('scans')
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

function idOf(cursor: string): number {
  const [id] = decodeCursor(LIST, cursor, 1);
  if (typeof id !== 'number') throw new InvalidCursorError();
  return id;
}
