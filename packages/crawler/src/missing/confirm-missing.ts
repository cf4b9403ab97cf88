import type { Db } from '@dust/db';
import { libraryOfPath, type Library } from '../paths/libraries.ts';
import { presenceOf, type FileSystem } from '../walk/file-system.ts';
import { archiveBooks, REASON_NOT_FOUND, REASON_OUTSIDE } from './archive.ts';
import { NothingToConfirmError, ScanNotFoundError } from '../scan/errors.ts';
import { settleQuestion } from '../reports/scan-records.ts';
import { parseReport } from '../reports/stored-report.ts';

export type ConfirmAction = 'archive' | 'keep';

export interface ConfirmContext {
  readonly db: Db;
  readonly libraries: readonly Library[];
  readonly fileSystem: FileSystem;
  readonly clock: () => Date;
}

/**
 * Decides what becomes of the books a scan has held back; with `archive` each file is looked for once more.
 *
 * @returns ids of the books archived
 */
export async function confirmMissing(
  context: ConfirmContext,
  scanId: number,
  action: ConfirmAction,
): Promise<number[]> {
  const { db } = context;
  const scan = await db
    .selectFrom('scans')
    .select(['status', 'report'])
    .where('id', '=', scanId)
    .executeTakeFirst();
  if (scan === undefined) throw new ScanNotFoundError();
  if (scan.status !== 'needs_confirmation') throw new NothingToConfirmError();
  const report = parseReport(scan.report);
  const archived = action === 'archive' ? await archiveGone(context, report.pending_ids ?? []) : [];
  await settleQuestion(db, scanId, { ...report, books_archived: report.books_archived + archived.length });
  return archived;
}

const CHUNK = 500;

async function archiveGone(context: ConfirmContext, ids: readonly number[]): Promise<number[]> {
  const archived: number[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const books = await context.db
      .selectFrom('books')
      .select(['id', 'file_path'])
      .where('id', 'in', ids.slice(start, start + CHUNK))
      .execute();
    const outside = books.filter(
      ({ file_path: path }) => libraryOfPath(context.libraries, path) === undefined,
    );
    const inside = books.filter((book) => !outside.includes(book));
    const gone = inside.filter(({ file_path: path }) => presenceOf(context.fileSystem, path).kind === 'gone');
    archived.push(...(await archive(context, gone, REASON_NOT_FOUND)));
    archived.push(...(await archive(context, outside, REASON_OUTSIDE)));
  }
  return archived;
}

function archive(
  { db, clock }: ConfirmContext,
  books: readonly { readonly id: number }[],
  reason: string,
): Promise<number[]> {
  return archiveBooks(
    db,
    books.map(({ id }) => id),
    { reason, now: clock() },
  );
}
