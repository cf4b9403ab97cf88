import type { Db } from '@dust/db';
import { selectPositions } from '../queries/position-rows.ts';
import { selectRow } from '../queries/progress-rows.ts';
import { toClientPosition, webPositionOf, type ClientPosition } from './client-position.ts';

/** Where the clients of a user are in a book, the one that read last first; empty for a book nobody has opened. */
export async function listPositions(
  db: Db,
  of: { readonly userId: number; readonly bookId: number },
): Promise<ClientPosition[]> {
  const rows = await selectPositions.all(db, of);
  if (rows.length > 0) return rows.map(toClientPosition);
  // Web clients alone need no row of their own.
  const progress = await selectRow.first(db, of);
  return progress === undefined ? [] : [webPositionOf(progress)];
}
