import type { AuthorRecord, BookGroup, SeriesRecord, TagGroup } from '@dust/books-core';
import { toIsoTime } from '@dust/db';
import { groupFeed, type GroupFeed } from './group-feed.ts';
import { languageName } from './language-name.ts';

export const authorsFeed: GroupFeed = groupFeed<AuthorRecord>({
  path: '/authors',
  title: 'Authors',
  read: ({ services, viewer }, page) => services.catalog.listAuthors(viewer, page),
  toStep: ({ id, name, bookCount, updatedAt }) => ({
    id: `author:${id}`,
    title: name,
    place: { path: `/authors/${id}` },
    bookCount,
    updatedAt: toIsoTime(updatedAt),
  }),
});

export const seriesListFeed: GroupFeed = groupFeed<SeriesRecord>({
  path: '/series',
  title: 'Series',
  read: ({ services, viewer }, page) => services.catalog.listSeries(viewer, page),
  toStep: ({ id, name, bookCount, updatedAt }) => ({
    id: `series:${id}`,
    title: name,
    place: { path: `/series/${id}` },
    bookCount,
    updatedAt: toIsoTime(updatedAt),
  }),
});

export const genresFeed: GroupFeed = groupFeed<TagGroup>({
  path: '/genres',
  title: 'Genres',
  read: ({ services, viewer }, page) =>
    services.catalog.listTagGroups(viewer, { ...page, category: 'genre' }),
  toStep: ({ id, name, bookCount }) => ({
    id: `tag:${id}`,
    title: name,
    place: { path: `/genres/${id}` },
    bookCount,
  }),
});

export const tagsFeed: GroupFeed = groupFeed<TagGroup>({
  path: '/tags',
  title: 'Tags',
  read: ({ services, viewer }, page) => services.catalog.listTagGroups(viewer, page),
  toStep: ({ id, name, bookCount }) => ({
    id: `tag:${id}`,
    title: name,
    place: { path: `/tags/${id}` },
    bookCount,
  }),
});

export const publishersFeed: GroupFeed = groupFeed<BookGroup>({
  path: '/publishers',
  title: 'Publishers',
  read: ({ services, viewer }, page) => services.catalog.listPublishers(viewer, page),
  toStep: ({ name, bookCount }) => ({
    id: `publisher:${urnPart(name)}`,
    title: name,
    place: { path: '/publishers/books', query: { name } },
    bookCount,
  }),
});

export const languagesFeed: GroupFeed = groupFeed<BookGroup>({
  path: '/languages',
  title: 'Languages',
  read: ({ services, viewer }, page) => services.catalog.listLanguages(viewer, page),
  toStep: ({ name, bookCount }) => ({
    id: `language:${urnPart(name)}`,
    title: languageName(name),
    place: { path: '/languages/books', query: { name } },
    bookCount,
  }),
});

/** A name as part of a URN. */
export function urnPart(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}
