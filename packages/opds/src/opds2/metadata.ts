import type { Category, Publication, SeriesMembership } from '../model.ts';
import { plainText } from '../plain-text.ts';
import { contributors, feedLinks, party } from './contributors.ts';

type Json = Readonly<Record<string, unknown>>;

/** RFC 5646, section 2.1, but for the grandfathered tags. */
const languageTag =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$/i;

const partialDate = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|T)/;

/**
 * The metadata of a publication as Readium has it. What is undefined is left out by JSON. A publication date without
 * month or day gets the first one, since Readium knows whole dates only; a language that is no language tag is left out.
 */
export function publicationMetadata(publication: Publication): Json {
  const { identifiers = [], publisher, categories = [], series = [], language, pageCount } = publication;
  return {
    '@type': 'http://schema.org/Book',
    title: plainText(publication.title),
    sortAs: text(publication.sortTitle),
    identifier: publication.id,
    altIdentifier: identifiers.length > 0 ? identifiers : undefined,
    ...contributors(publication.creators),
    publisher: publisher ? party(publisher) : undefined,
    language: language && languageTag.test(language) ? language : undefined,
    modified: publication.updatedAt,
    published: publication.issued ? wholeDate(publication.issued) : undefined,
    description: text(publication.summary),
    rights: text(publication.rights),
    subject: categories.length > 0 ? categories.map(subject) : undefined,
    numberOfPages: pageCount ? pageCount : undefined,
    belongsTo: series.length > 0 ? { series: series.map(membership) } : undefined,
  };
}

function text(value: string | null | undefined): string | undefined {
  return value ? plainText(value) : undefined;
}

/** The day of `1815`, `1815-12`, `1815-12-23` or a time; undefined if the calendar has no such day. */
function wholeDate(issued: string): string | undefined {
  const [, year, month = '01', day = '01'] = partialDate.exec(issued) ?? [];
  if (year === undefined) return undefined;
  const whole = `${year}-${month}-${day}`;
  const time = Date.parse(whole);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(whole) ? whole : undefined;
}

function subject({ term, label, scheme, href }: Category): Json {
  return {
    name: plainText(label),
    code: plainText(term),
    scheme: scheme ?? undefined,
    links: feedLinks(href),
  };
}

function membership({ name, position, href }: SeriesMembership): Json {
  return { name: plainText(name), position: position ?? undefined, links: feedLinks(href) };
}
