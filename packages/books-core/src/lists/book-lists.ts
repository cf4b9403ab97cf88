import { foldKey } from '@dust/db';
import type { Viewer } from '../viewer.ts';
import type { BookList } from './book-list.ts';
import { allActiveBooks, contextOf, selectionOf, type BookQuery } from './book-query.ts';
import { findTag } from './remembered.ts';

/** A group of books whose number is known already. */
interface Counted {
  readonly id: number;
  readonly bookCount: number;
}

export function queryList(viewer: Viewer, query: BookQuery): BookList {
  return {
    viewer,
    sort: query.sort ?? 'id',
    context: contextOf(query),
    select: ({ tags }) => selectionOf(query, tags),
  };
}

/** Active books with a tag, by name. */
export function tagList(viewer: Viewer, tagName: string): BookList {
  return {
    viewer,
    sort: 'name',
    context: `tag ${foldKey(tagName)}`,
    select: (snapshot) => {
      const tag = findTag(snapshot, tagName);
      return { ...allActiveBooks, includeTags: JSON.stringify(tag === undefined ? [] : [tag.id]) };
    },
  };
}

/** Active books with a tag that is known, by name. */
export function taggedList(viewer: Viewer, { id, bookCount }: Counted): BookList {
  return {
    viewer,
    sort: 'name',
    context: `tag id ${id}`,
    select: () => ({ ...allActiveBooks, tagId: id }),
    total: bookCount,
  };
}

/** Archived books, the latest first. */
export function archiveList(viewer: Viewer): BookList {
  return {
    viewer,
    sort: '-archived_at',
    context: 'archive',
    select: () => ({ ...allActiveBooks, status: 'archived' }),
  };
}

/** Active books of an author, by name. */
export function authorList(viewer: Viewer, { id, bookCount }: Counted): BookList {
  return {
    viewer,
    sort: 'name',
    context: `author ${id}`,
    select: () => ({ ...allActiveBooks, authorId: id }),
    total: bookCount,
  };
}

/** Active books of a genre, by name. */
export function genreList(viewer: Viewer, { id, bookCount }: Counted): BookList {
  return {
    viewer,
    sort: 'name',
    context: `genre ${id}`,
    select: () => ({ ...allActiveBooks, includeGenres: JSON.stringify([id]) }),
    total: bookCount,
  };
}

/** Active books of a series, by number, then name. */
export function seriesList(viewer: Viewer, { id, bookCount }: Counted): BookList {
  return {
    viewer,
    sort: 'series',
    context: `series ${id}`,
    select: () => ({ ...allActiveBooks, seriesId: id }),
    total: bookCount,
  };
}
