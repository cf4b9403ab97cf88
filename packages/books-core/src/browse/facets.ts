import { sql, type RawBuilder, type SqlBool } from '@dust/db';
import { hasStatus } from '../lists/book-conditions.ts';
import { prepareQuestion, visibilitySignature, type Remembered } from '../lists/remembered.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { visibleTo } from '../visibility.ts';
import { countedTags, groupsBy, valuesOf } from './groups.ts';

/** Something that a list of books can be narrowed to, with which it would not be empty. */
export interface FacetValue {
  readonly name: string;
  /** Active books that the viewer sees; null in a library so large that counting them for every list is dear. */
  readonly bookCount: number | null;
}

/** What a list of all active books can be narrowed to: most books first where they are counted, else by name. */
export interface Facets {
  /** Lower case. */
  readonly formats: readonly FacetValue[];
  /** As the books name them. */
  readonly languages: readonly FacetValue[];
  readonly genres: readonly FacetValue[];
}

/** Up to so many books counting takes a few milliseconds. */
const countedBooks = 20_000;

type StoredValue = readonly [name: string, bookCount: number | null];

const selectFacets = prepareQuestion(
  // A subquery's JSON is text to the function around it, unless it says otherwise.
  (argument: ViewerArguments) => sql<string>`json_object(
    'formats', json(${valuesOfColumn(sql`lower(books.file_format)`, argument)}),
    'languages', json(${valuesOfColumn(sql`books.language`, argument)}),
    'genres', json(${genresOf(argument)}))`,
);

/** Found once for all who see the same, until the library changes. */
export async function findFacets(remembered: Remembered, viewer: Viewer): Promise<Facets> {
  const value = await remembered.ask((snapshot) => ({
    key: `facets ${visibilitySignature(viewer, snapshot)}`,
    query: selectFacets,
    args: viewerArguments(viewer),
  }));
  const stored: Readonly<Record<keyof Facets, readonly StoredValue[]>> = JSON.parse(String(value));
  return {
    formats: toValues(stored.formats),
    languages: toValues(stored.languages),
    genres: toValues(stored.genres),
  };
}

/** The branch that is not taken costs nothing. */
function whereCounted(counted: RawBuilder<string>, named: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`case when (select coalesce(max(id), 0) from books) <= ${sql.lit(countedBooks)}
    then ${counted} else ${named} end`;
}

function valuesOfColumn(column: RawBuilder<unknown>, viewer: ViewerArguments): RawBuilder<string> {
  return whereCounted(
    groupsBy(column, viewer),
    sql<string>`(
      with recursive ${valuesOf(column)}
      select json_group_array(json_array(name, null)) from found
      where name <> '' and exists (select 1 from books where ${column} = found.name and ${isSeen(viewer)}))`,
  );
}

function genresOf(viewer: ViewerArguments): RawBuilder<string> {
  return whereCounted(
    sql<string>`(${countedTags(viewer)}
      select json_group_array(json_array(name, books)) from counted where category = 'genre' and books > 0)`,
    sql<string>`(
      select json_group_array(json_array(tags.name, null)) from tags where tags.category = 'genre' and (exists (
        select 1 from book_tags cross join books on books.id = book_tags.book_id
        where book_tags.tag_id = tags.id and ${isSeen(viewer)}) = true))`,
  );
}

function isSeen(viewer: ViewerArguments): RawBuilder<SqlBool> {
  return sql<SqlBool>`${hasStatus('active')} and ${visibleTo(viewer, sql`books.id`)}`;
}

function toValues(stored: readonly StoredValue[]): FacetValue[] {
  return stored
    .map(([name, bookCount]) => ({ name, bookCount }))
    .toSorted(
      (one, other) => (other.bookCount ?? 0) - (one.bookCount ?? 0) || (one.name < other.name ? -1 : 1),
    );
}
