import { foldKey } from '@dust/db';

export type BookSortName = 'id' | 'name' | 'created_at' | 'author' | 'series' | 'last_read_at';

/** An order of books; `-` in front reverses it. Nulls come last and ties by ascending id either way. */
export type BookSort = BookSortName | `-${BookSortName}`;

export type BookStatusFilter = 'active' | 'archived' | 'all';

/** A page of a list, or with neither `limit` nor `cursor` the whole of it. */
export interface PageQuery {
  /** Entries on the page; 100 with a cursor alone. */
  readonly limit?: number | undefined;
  /** A cursor of another page of the list. */
  readonly cursor?: string | undefined;
}

/** Which books, in which order. All restrictions apply together. Names are compared without regard to case. */
export interface BookQuery extends PageQuery {
  /** Only books with at least one of these tags of category `genre`; unknown names match nothing. */
  readonly includeGenres?: readonly string[] | undefined;
  /** Only books with at least one of these tags. */
  readonly includeTags?: readonly string[] | undefined;
  readonly excludeGenres?: readonly string[] | undefined;
  readonly excludeTags?: readonly string[] | undefined;
  /** Words, each of which starts a word of title, author, series, description or ISBN. */
  readonly q?: string | undefined;
  /** `id` by default. */
  readonly sort?: BookSort | undefined;
  /** `active` by default. */
  readonly status?: BookStatusFilter | undefined;
  readonly formats?: readonly string[] | undefined;
  readonly authorId?: number | undefined;
  readonly seriesId?: number | undefined;
  readonly tagId?: number | undefined;
  /** Exactly as the books name it. */
  readonly publisher?: string | undefined;
  /** Exactly as the books name them. */
  readonly languages?: readonly string[] | undefined;
  /** How far the viewer has read. */
  readonly reading?: ReadingState | undefined;
}

/** Of one reader: not begun, begun and not at the end, or read to the end. */
export type ReadingState = 'unread' | 'reading' | 'completed';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** All entries of the list, on whichever page. */
  readonly total: number;
  /** Leads to the page after this one; null on the last. */
  readonly nextCursor: string | null;
  /** Leads to the page before this one; null on the first. */
  readonly previousCursor: string | null;
  /** Leads to the last page; null if there is but one. */
  readonly lastCursor: string | null;
}

/** A tag as far as filters and visibility know it. */
export interface KnownTag {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly requiresPermission: string | null;
}

/** The restrictions of a {@link BookQuery} with tags by their ids; null where there is none. Id lists are JSON arrays. */
export interface BookSelection {
  readonly status: BookStatusFilter;
  readonly q: string | null;
  readonly authorId: number | null;
  readonly seriesId: number | null;
  readonly tagId: number | null;
  readonly publisher: string | null;
  readonly languages: string | null;
  readonly reading: ReadingState | 'begun' | null;
  readonly formats: string | null;
  readonly includeGenres: string | null;
  readonly includeTags: string | null;
  readonly excludeGenres: string | null;
  readonly excludeTags: string | null;
}

export const allActiveBooks: BookSelection = {
  status: 'active',
  q: null,
  authorId: null,
  seriesId: null,
  tagId: null,
  publisher: null,
  languages: null,
  reading: null,
  formats: null,
  includeGenres: null,
  includeTags: null,
  excludeGenres: null,
  excludeTags: null,
};

export function selectionOf(query: BookQuery, tags: readonly KnownTag[]): BookSelection {
  const genres = tags.filter(({ category }) => category === 'genre');
  const formats = foldedNames(query.formats);
  return {
    status: query.status ?? 'active',
    q: query.q === undefined || query.q.trim() === '' ? null : query.q,
    authorId: query.authorId ?? null,
    seriesId: query.seriesId ?? null,
    tagId: query.tagId ?? null,
    publisher: query.publisher ?? null,
    languages: query.languages === undefined ? null : JSON.stringify(query.languages),
    reading: query.reading ?? null,
    formats: formats.size === 0 ? null : JSON.stringify([...formats]),
    includeGenres: tagIds(query.includeGenres, genres),
    includeTags: tagIds(query.includeTags, tags),
    excludeGenres: tagIds(query.excludeGenres, genres),
    excludeTags: tagIds(query.excludeTags, tags),
  };
}

/** Names the list for cursors: everything but the page. */
export function contextOf(query: BookQuery): string {
  return JSON.stringify([
    'books',
    query.sort ?? 'id',
    query.status ?? 'active',
    query.q?.trim() ?? '',
    query.authorId ?? null,
    query.seriesId ?? null,
    query.tagId ?? null,
    query.publisher ?? null,
    query.languages?.toSorted() ?? null,
    query.reading ?? null,
    sortedNames(query.formats),
    sortedNames(query.includeGenres),
    sortedNames(query.includeTags),
    sortedNames(query.excludeGenres),
    sortedNames(query.excludeTags),
  ]);
}

function sortedNames(names: readonly string[] | undefined): string[] {
  return [...foldedNames(names)].sort();
}

function tagIds(names: readonly string[] | undefined, tags: readonly KnownTag[]): string | null {
  const wanted = foldedNames(names);
  if (wanted.size === 0) return null;
  return JSON.stringify(tags.filter(({ name }) => wanted.has(foldKey(name))).map(({ id }) => id));
}

function foldedNames(names: readonly string[] | undefined): Set<string> {
  return new Set(names?.map(foldKey).filter((name) => name !== ''));
}

/** Which restrictions a selection makes, without their values: what shapes a statement. */
export function restrictionsOf(selection: BookSelection): string {
  const made = Object.entries(selection).filter(([, value]) => value !== null);
  return made.map(([name, value]) => (name === 'status' || name === 'reading' ? value : name)).join(' ');
}
