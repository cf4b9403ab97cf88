import type { BookFeedQuery } from '@dust/api-contract';
import type { FacetValue } from '@dust/books-core';
import type { FacetGroup, FacetLink } from '@dust/opds';
import { cutName } from './cut-text.ts';
import { hrefOf, type FeedRequest } from './feed-request.ts';
import { languageName } from './language-name.ts';

/** Choices of one group, those with most books; the others are found by search and through the lists. */
const mostChoices = 30;

const sorts = [
  ['Title', 'name'],
  ['Author', 'author'],
  ['Series', 'series'],
  ['Newest first', '-created_at'],
  ['Last read first', '-last_read_at'],
] as const;

const states = [
  ['Unread', 'unread'],
  ['Reading', 'reading'],
  ['Completed', 'completed'],
] as const;

interface Faceted {
  readonly path: string;
  readonly query: BookFeedQuery;
  /** Whether the order can be chosen. */
  readonly sorts: boolean;
}

type Parameter = 'format' | 'language' | 'genre' | 'status' | 'sort';

interface Choice {
  readonly title: string;
  readonly value: string | null;
  readonly count?: number | null;
}

/**
 * What a feed of books can be narrowed to: one more statement, answered from memory while nothing changes. Numbers are those of
 * the whole library, so they are told where nothing else narrows the feed; very large libraries have none.
 */
export async function facetsOf(request: FeedRequest, faceted: Faceted): Promise<FacetGroup[]> {
  const { services, viewer } = request;
  const { formats, languages, genres } = await services.catalog.findFacets(viewer);
  const group = (title: string, parameter: Parameter, choices: readonly Choice[]): FacetGroup => ({
    title,
    links: choices.map((choice) => linkOf(request, faceted, { parameter, choice })),
  });
  const all: Choice = { title: 'All', value: null };
  return [
    ...(faceted.sorts
      ? [
          group(
            'Sort',
            'sort',
            sorts.map(([title, value]) => ({ title, value })),
          ),
        ]
      : []),
    group('Format', 'format', [all, ...choicesOf(formats, (name) => name.toUpperCase())]),
    group('Language', 'language', [all, ...choicesOf(languages, languageName)]),
    group('Genre', 'genre', [all, ...choicesOf(genres, (name) => name)]),
    group('Status', 'status', [all, ...states.map(([title, value]) => ({ title, value }))]),
  ].filter(({ links }) => links.length > 1);
}

function choicesOf(values: readonly FacetValue[], titleOf: (name: string) => string): Choice[] {
  return values
    .slice(0, mostChoices)
    .map(({ name, bookCount }) => ({ title: titleOf(name), value: name, count: bookCount }));
}

function linkOf(
  request: FeedRequest,
  { path, query }: Faceted,
  { parameter, choice }: { readonly parameter: Parameter; readonly choice: Choice },
): FacetLink {
  const { title, value, count } = choice;
  const chosen = query[parameter] ?? (parameter === 'sort' ? 'name' : undefined);
  const { q, format, language, genre, status } = query;
  const isWhole = [q, format, language, genre, status].every((one) => one === undefined);
  return {
    title: cutName(title),
    href: hrefOf(request, { path, query: { ...query, cursor: null, [parameter]: value } }),
    isActive: value === (chosen ?? null),
    ...(isWhole && count !== undefined ? { count } : {}),
  };
}
