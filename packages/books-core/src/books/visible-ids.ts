import { sql, type Db } from '@dust/db';
import { prepareSql } from '../prepare-sql.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { visibleTo } from '../visibility.ts';

const selectVisibleIds = prepareSql(
  (argument: ViewerArguments & { readonly ids: string }) => sql<{ readonly id: number }>`
    select books.id from json_each(${argument.ids}) as asked join books on books.id = asked.value
    where ${visibleTo(argument, sql`books.id`)} order by asked.key`,
);

/** Those of the ids that are of books the viewer sees, in their order. */
export async function listVisibleIds(db: Db, viewer: Viewer, bookIds: readonly number[]): Promise<number[]> {
  if (bookIds.length === 0) return [];
  const rows = await selectVisibleIds.all(db, { ...viewerArguments(viewer), ids: JSON.stringify(bookIds) });
  return rows.map(({ id }) => id);
}
