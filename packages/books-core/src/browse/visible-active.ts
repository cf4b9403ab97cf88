import { sql, type RawBuilder, type SqlBool } from '@dust/db';
import { hasStatus } from '../lists/book-conditions.ts';
import type { ViewerArguments } from '../viewer.ts';
import { hiddenBookIds, visibleTo } from '../visibility.ts';

/** A column of `books` that says which group a book belongs to. */
export type GroupColumn = 'author' | 'series_id';

/** How many active books of a group the viewer sees. */
export function visibleCount(
  viewer: ViewerArguments,
  column: GroupColumn,
  groupId: RawBuilder<unknown>,
): RawBuilder<number> {
  return sql<number>`(select count(*) from books where ${activeOf(column, groupId)} and ${visibleTo(viewer, sql`books.id`)})`;
}

/** Whether the viewer sees an active book of a group. As a value, `exists` stays a test instead of becoming a join. */
export function hasVisible(
  viewer: ViewerArguments,
  column: GroupColumn,
  groupId: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  return sql<SqlBool>`(exists (select 1 from books where ${activeOf(column, groupId)} and ${visibleTo(viewer, sql`books.id`)}) = true)`;
}

/** Whether a group has books, archived ones included, and the viewer sees none of them. */
export function isHidden(
  viewer: ViewerArguments,
  column: GroupColumn,
  groupId: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  const ofGroup = sql`select 1 from books where ${sql.ref(`books.${column}`)} = ${groupId}`;
  return sql<SqlBool>`(exists (${ofGroup}) and not exists (${ofGroup} and ${visibleTo(viewer, sql`books.id`)}))`;
}

/** How many groups have an active book that the viewer sees: all with an active book, but those of which every one is hidden. */
export function countGroups(
  viewer: ViewerArguments,
  table: 'authors' | 'series',
  column: GroupColumn,
): RawBuilder<number> {
  const group = sql.ref(`books.${column}`);
  const hidden = hiddenBookIds(viewer);
  const known = sql`groups.id in (select id from ${sql.table(table)})`;
  return sql<number>`(
    (select count(*) from (select distinct ${group} as id from books where ${hasStatus('active')}) as groups where ${known})
    - (select count(*) from
        (select distinct ${group} as id from books where books.id in (${hidden}) and ${hasStatus('active')}) as groups
      where ${known} and not exists (
        select 1 from books where ${activeOf(column, sql`groups.id`)} and books.id not in (${hidden})))
  )`;
}

function activeOf(column: GroupColumn, groupId: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(`books.${column}`)} = ${groupId} and ${hasStatus('active')}`;
}
