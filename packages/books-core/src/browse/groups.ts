import { sql, type RawBuilder } from '@dust/db';
import { prepareQuestion, visibilitySignature, type Question, type Remembered } from '../lists/remembered.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { hiddenBookIds } from '../visibility.ts';

/** Books that have a text in common: a publisher, a language. */
export interface BookGroup {
  readonly name: string;
  /** Active books that the viewer sees. */
  readonly bookCount: number;
}

/** A tag with the number of its books. */
export interface TagGroup extends BookGroup {
  readonly id: number;
  readonly category: string;
}

type StoredGroup = readonly [name: string, bookCount: number];
type StoredTag = readonly [id: number, name: string, category: string, bookCount: number];

const selectPublishers = prepareQuestion((argument: ViewerArguments) =>
  groupsBy(sql`books.publisher`, argument),
);
const selectLanguages = prepareQuestion((argument: ViewerArguments) =>
  groupsBy(sql`books.language`, argument),
);
const selectTags = prepareQuestion(tagGroups);

/** Publishers of visible active books, in no order. Groups are counted once for all who see the same, until the library changes. */
export async function listPublishers(remembered: Remembered, viewer: Viewer): Promise<BookGroup[]> {
  const groups: readonly StoredGroup[] = await ask(remembered, viewer, {
    name: 'publishers',
    query: selectPublishers,
  });
  return groups.map(([name, bookCount]) => ({ name, bookCount }));
}

/** Languages of visible active books, in no order. */
export async function listLanguages(remembered: Remembered, viewer: Viewer): Promise<BookGroup[]> {
  const groups: readonly StoredGroup[] = await ask(remembered, viewer, {
    name: 'languages',
    query: selectLanguages,
  });
  return groups.map(([name, bookCount]) => ({ name, bookCount }));
}

/** All tags, those without a book included, in no order. */
export async function listTagGroups(remembered: Remembered, viewer: Viewer): Promise<TagGroup[]> {
  const tags: readonly StoredTag[] = await ask(remembered, viewer, { name: 'tags', query: selectTags });
  return tags.map(([id, name, category, bookCount]) => ({ id, name, category, bookCount }));
}

interface NamedQuestion {
  readonly name: string;
  readonly query: Question<ViewerArguments>['query'];
}

async function ask<Answer>(
  remembered: Remembered,
  viewer: Viewer,
  { name, query }: NamedQuestion,
): Promise<Answer> {
  const value = await remembered.ask((snapshot) => ({
    key: `${name} ${visibilitySignature(viewer, snapshot)}`,
    query,
    args: viewerArguments(viewer),
  }));
  return JSON.parse(String(value));
}

/** Books that count for nobody or not for the viewer: few, beside those that do. */
function absentIds(viewer: ViewerArguments): RawBuilder<number> {
  return sql<number>`select id from books where status = 'archived' union ${hiddenBookIds(viewer)}`;
}

/**
 * JSON of each value of an indexed column with the number of its visible active books. Going from one value to the next in the
 * index, counting there, and taking away the absent books reads far less than looking at every book.
 */
export function groupsBy(column: RawBuilder<unknown>, viewer: ViewerArguments): RawBuilder<string> {
  return sql<string>`(
    with recursive
      uncounted as materialized (
        select ${column} as name, count(*) as books from (${absentIds(viewer)}) as absent
        cross join books on books.id = absent.id where ${column} is not null group by 1
      ),
      ${valuesOf(column)},
      counted as (
        select name, (select count(*) from books where ${column} = found.name)
          - coalesce((select books from uncounted where uncounted.name = found.name), 0) as books
        from found where name <> ''
      )
    select json_group_array(json_array(name, books)) from counted where books > 0)`;
}

/** The table `found` with each `name` in an indexed column, found without reading what is between. */
export function valuesOf(column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`found (name) as (
    select min(${column}) from books where ${column} is not null
    union all select (select min(${column}) from books where ${column} > found.name)
    from found where found.name is not null
  )`;
}

function tagGroups(viewer: ViewerArguments): RawBuilder<string> {
  return sql<string>`(${countedTags(viewer)}
    select json_group_array(json_array(id, name, category, books)) from counted)`;
}

/** The table `counted` with each tag and the number of its visible active books as `books`. */
export function countedTags(viewer: ViewerArguments): RawBuilder<unknown> {
  return sql`
    with uncounted as materialized (
      select book_tags.tag_id, count(*) as books from (${absentIds(viewer)}) as absent
      cross join book_tags on book_tags.book_id = absent.id group by book_tags.tag_id
    ),
    counted as (
      select tags.id, tags.name, tags.category,
        (select count(*) from book_tags where book_tags.tag_id = tags.id) - coalesce(uncounted.books, 0) as books
      from tags left join uncounted on uncounted.tag_id = tags.id
    )`;
}
