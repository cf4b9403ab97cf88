import { unarchiveBooks } from '../missing/archive.ts';
import { findGoneBooks, type GoneBook, type Unexamined } from '../survey/gone-books.ts';
import { importFiles } from './import-files.ts';
import { MoveIndex } from '../missing/move-index.ts';
import type { ScanContext } from './scan-context.ts';
import { settleMissing, type HeldBack } from '../missing/settle-missing.ts';
import { settleQuarantine } from './settle-quarantine.ts';
import { survey } from '../survey/survey.ts';
import { listingWarnings } from '../reports/warnings.ts';

export interface ScanOutcome {
  readonly heldBack: HeldBack | null;
  readonly archived: readonly number[];
  readonly unarchived: readonly number[];
  readonly unexamined: readonly Unexamined[];
}

/**
 * One scan: look at all folders, compare, read what is new or changed, settle moves, then returns, then what is missing.
 * Every step can be interrupted and repeated; rejects with the signal's reason when it is.
 */
export async function runScan(context: ScanContext): Promise<ScanOutcome> {
  const { tally } = context;
  const found = await survey(context);
  tally.filesTotal = tally.books_found;
  const search = await findGoneBooks(context, found.states, found.seen);
  tally.warnings.push(...listingWarnings(found.states));
  const moves = new MoveIndex(search.gone);
  await importFiles(context, found, moves);
  const unarchived = await takeBack(context, [...found.returned, ...search.returned]);
  const missing = search.gone.filter((book) => isToSettle(book) && !moves.isClaimed(book));
  const { archived, heldBack } = await settleMissing(context, missing, found.states);
  await settleQuarantine(context, found);
  tally.books_archived += archived.length;
  context.onBooks({ archived });
  return { heldBack, archived, unarchived, unexamined: search.unexamined };
}

/** Makes books active again whose file is back. */
export async function takeBack(context: ScanContext, ids: readonly number[]): Promise<number[]> {
  const returned = await unarchiveBooks(context.db, ids, context.clock());
  context.tally.books_unarchived += returned.length;
  context.onBooks({ updated: returned });
  return returned;
}

/** Books archived already need nothing more. */
export function isToSettle(book: GoneBook): boolean {
  return book.isActive;
}
