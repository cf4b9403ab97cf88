import { sql, type RawBuilder } from '@dust/db';
import { hasStatus } from '../lists/book-conditions.ts';
import { prepareQuestion, visibilitySignature, type Remembered } from '../lists/remembered.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { hiddenBookIds } from '../visibility.ts';

/** Books that have a text in common: a publisher, a language, a format. */
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

/** What a list of books can be narrowed to. */
export interface Facets {
  /** Lower case, most books first. */
  readonly formats: readonly BookGroup[];
  /** As the books name them, most books first. */
  readonly languages: readonly BookGroup[];
  /** All tags by category, then name, those without a book included. */
  readonly tags: readonly TagGroup[];
}

type StoredGroup = readonly [name: string, bookCount: number];
type StoredTag = readonly [id: number, name: string, category: string, bookCount: number];

const selectFacets = prepareQuestion(
  // A subquery's JSON is text to the function around it, unless it says otherwise.
  (argument: ViewerArguments) => sql<string>`json_object(
    'formats', json(${groupsBy(sql`lower(books.file_format)`, argument)}),
    'languages', json(${groupsBy(sql`books.language`, argument)}),
    'tags', json(${tagGroups(argument)}))`,
);

const selectPublishers = prepareQuestion((argument: ViewerArguments) =>
  groupsBy(sql`books.publisher`, argument),
);

/** Counted once for all who see the same, until the library changes. */
export async function listFacets(remembered: Remembered, viewer: Viewer): Promise<Facets> {
  const value = await remembered.ask((snapshot) => ({
    key: `facets ${visibilitySignature(viewer, snapshot)}`,
    query: selectFacets,
    args: viewerArguments(viewer),
  }));
  const facets: {
    readonly formats: readonly StoredGroup[];
    readonly languages: readonly StoredGroup[];
    readonly tags: readonly StoredTag[];
  } = JSON.parse(String(value));
  return {
    formats: facets.formats.map(toGroup).toSorted(byCount),
    languages: facets.languages.map(toGroup).toSorted(byCount),
    tags: facets.tags.map(([id, name, category, bookCount]) => ({ id, name, category, bookCount })),
  };
}

/** Publishers of visible active books, in no order. */
export async function listPublishers(remembered: Remembered, viewer: Viewer): Promise<BookGroup[]> {
  const value = await remembered.ask((snapshot) => ({
    key: `publishers ${visibilitySignature(viewer, snapshot)}`,
    query: selectPublishers,
    args: viewerArguments(viewer),
  }));
  const groups: readonly StoredGroup[] = JSON.parse(String(value));
  return groups.map(toGroup);
}

/**
 * JSON of each value of an indexed column with the number of its visible active books. Going from one value to the next in the
 * index, and counting there, reads no book; `group by` an expression would read all of them.
 */
function groupsBy(column: RawBuilder<unknown>, viewer: ViewerArguments): RawBuilder<string> {
  return sql<string>`(
    with recursive
      hidden as materialized (${hiddenBookIds(viewer)}),
      groups (name) as (
        select min(${column}) from books where ${column} is not null
        union all select (select min(${column}) from books where ${column} > groups.name)
        from groups where groups.name is not null
      ),
      counted as (
        select name, (select count(*) from books where ${column} = groups.name and ${hasStatus('active')}
          and books.id not in (select book_id from hidden)) as books
        from groups where name <> ''
      )
    select json_group_array(json_array(name, books)) from counted where books > 0)`;
}

/** Counting all books of a tag and taking away the archived and hidden ones reads far less than looking at every book. */
function tagGroups(viewer: ViewerArguments): RawBuilder<string> {
  return sql<string>`(
    with uncounted as materialized (
      select book_tags.tag_id, count(*) as books from (
        select id from books where status = 'archived' union ${hiddenBookIds(viewer)}
      ) as absent cross join book_tags on book_tags.book_id = absent.id group by book_tags.tag_id
    )
    select json_group_array(
      json_array(tags.id, tags.name, tags.category,
        (select count(*) from book_tags where book_tags.tag_id = tags.id) - coalesce(uncounted.books, 0))
      order by tags.category, lower(tags.name), tags.id
    ) from tags left join uncounted on uncounted.tag_id = tags.id)`;
}

function toGroup([name, bookCount]: StoredGroup): BookGroup {
  return { name, bookCount };
}

function byCount(one: BookGroup, other: BookGroup): number {
  return other.bookCount - one.bookCount || (one.name < other.name ? -1 : 1);
}
