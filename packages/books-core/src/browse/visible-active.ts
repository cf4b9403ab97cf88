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
  const groups = sql.table(table);
  const id = sql.ref(`${table}.id`);
  return sql<number>`(
    (select count(*) from ${groups} where exists (select 1 from books where ${activeOf(column, id)}) = true)
    - (select count(*) from ${groups} where ${id} in (
        select ${sql.ref(`books.${column}`)} from books
        where books.id in (${hiddenBookIds(viewer)}) and ${hasStatus('active')})
      and not ${hasVisible(viewer, column, id)})
  )`;
}

function activeOf(column: GroupColumn, groupId: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(`books.${column}`)} = ${groupId} and ${hasStatus('active')}`;
}
