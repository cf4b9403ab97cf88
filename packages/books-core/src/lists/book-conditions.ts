import { bookMatches, sql, type RawBuilder, type SqlBool } from '@dust/db';
import type { BookSelection, BookStatusFilter } from './book-query.ts';
import { readingStates } from './reading-states.ts';
import type { ViewerArguments } from '../viewer.ts';
import { hiddenBookIds } from '../visibility.ts';

/** Arguments of the conditions; those a statement does not use do not matter. */
export interface SelectionArguments {
  readonly authorId: number | null;
  readonly seriesId: number | null;
  readonly tagId: number | null;
  readonly publisher: string | null;
  readonly languages: string | null;
  readonly formats: string | null;
  readonly includeGenres: string | null;
  readonly includeTags: string | null;
  readonly excludeGenres: string | null;
  readonly excludeTags: string | null;
}

/**
 * How a page finds its books: `walk` goes along the index of its order and tests each book, which is quick where many books fit;
 * `gather` takes all books that fit and sorts them, which is quick where there are few.
 */
export type Strategy = 'walk' | 'gather';

/** Anything but `archived` counts as active. */
export function hasStatus(status: BookStatusFilter): RawBuilder<SqlBool> {
  if (status === 'all') return sql<SqlBool>`true`;
  return status === 'archived'
    ? sql<SqlBool>`books.status = 'archived'`
    : sql<SqlBool>`books.status is distinct from 'archived'`;
}

/** {@link hasStatus} in parts that the indexes which begin with the status can each look up. */
export function statusLookups(status: BookStatusFilter): readonly RawBuilder<SqlBool>[] {
  return status === 'active'
    ? [sql`books.status = 'active'`, sql`books.status is null`]
    : [hasStatus(status)];
}

/** The restrictions on `books` that a selection makes, besides status and visibility. */
export function conditionsOf(
  selection: BookSelection,
  argument: SelectionArguments & ViewerArguments,
  strategy: Strategy,
): RawBuilder<SqlBool>[] {
  const conditions: RawBuilder<SqlBool>[] = [];
  const { q, reading } = selection;
  // What somebody has read is little beside what is found otherwise: where it restricts, it leads, and the rest is tested.
  const rest = reading === null || reading === 'unread' ? strategy : 'walk';
  if (q !== null) conditions.push(tested(bookMatches(sql`books.id`, q), rest));
  if (selection.authorId !== null) conditions.push(sql`books.author = ${argument.authorId}`);
  if (selection.seriesId !== null) conditions.push(sql`books.series_id = ${argument.seriesId}`);
  if (selection.tagId !== null) conditions.push(hasTag(sql`${argument.tagId}`, rest));
  if (selection.publisher !== null) conditions.push(sql`books.publisher = ${argument.publisher}`);
  if (selection.languages !== null)
    conditions.push(
      tested(sql`books.language in (select value from json_each(${argument.languages}))`, rest),
    );
  if (reading !== null) conditions.push(isRead(reading, argument, strategy));
  if (selection.formats !== null)
    conditions.push(
      tested(sql`lower(books.file_format) in (select value from json_each(${argument.formats}))`, rest),
    );
  if (selection.includeGenres !== null) conditions.push(hasTag(idsIn(argument.includeGenres), rest));
  if (selection.includeTags !== null) conditions.push(hasTag(idsIn(argument.includeTags), rest));
  if (selection.excludeGenres !== null)
    conditions.push(sql`not ${hasTag(idsIn(argument.excludeGenres), 'walk')}`);
  if (selection.excludeTags !== null)
    conditions.push(sql`not ${hasTag(idsIn(argument.excludeTags), 'walk')}`);
  return conditions;
}

export function allOf(conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}

/** How many visible books a selection has. */
export function countOf(
  selection: BookSelection,
  argument: SelectionArguments & ViewerArguments,
): RawBuilder<number> {
  const conditions = conditionsOf(selection, argument, 'gather');
  if (conditions.length === 0) return countOfStatus(selection.status, argument);
  const all = allOf([hasStatus(selection.status), ...conditions]);
  return sql`(select count(*) from books where ${all} and books.id not in (${hiddenBookIds(argument)}))`;
}

/** How many visible books of a status there are. All, less the archived and the hidden ones: that reads index pages, not books. */
export function countOfStatus(status: BookStatusFilter, viewer: ViewerArguments): RawBuilder<number> {
  const all = sql`(select count(*) from books)`;
  const archived = sql`(select count(*) from books where books.status = 'archived')`;
  const hidden = sql`(select count(*) from hidden)`;
  const hiddenArchived = sql`(select count(*) from books where books.status = 'archived' and books.id in (select book_id from hidden))`;
  const counts: Readonly<Record<BookStatusFilter, RawBuilder<unknown>>> = {
    all: sql`${all} - ${hidden}`,
    archived: sql`${archived} - ${hiddenArchived}`,
    active: sql`(${all} - ${archived}) - (${hidden} - ${hiddenArchived})`,
  };
  return sql<number>`(with hidden as materialized (${hiddenBookIds(viewer)}) select ${counts[status]})`;
}

function idsIn(json: string | null): RawBuilder<unknown> {
  return sql`select value from json_each(${json})`;
}

function hasTag(ids: RawBuilder<unknown>, strategy: Strategy): RawBuilder<SqlBool> {
  if (strategy === 'gather') return sql`books.id in (select book_id from book_tags where tag_id in (${ids}))`;
  return tested(
    sql`exists (select 1 from book_tags as filtering where filtering.book_id = books.id and filtering.tag_id in (${ids}))`,
    strategy,
  );
}

/** Whether the viewer has read the book so far; "reading" and the like are looked up among what the viewer has read. */
function isRead(
  state: NonNullable<BookSelection['reading']>,
  viewer: ViewerArguments,
  strategy: Strategy,
): RawBuilder<SqlBool> {
  if (state === 'unread') return sql`not ${isRead('begun', viewer, 'walk')}`;
  const found = sql`from reading_progress as reading where reading.user_id = ${viewer.viewerId} and ${readingStates[state]}`;
  return strategy === 'gather'
    ? sql`books.id in (select reading.book_id ${found})`
    : sql`(exists (select 1 ${found} and reading.book_id = books.id) = true)`;
}

/** As a value, what could lead SQLite to other books stays a test of the book at hand. */
function tested(condition: RawBuilder<SqlBool>, strategy: Strategy): RawBuilder<SqlBool> {
  return strategy === 'gather' ? condition : sql<SqlBool>`(${condition} = true)`;
}
