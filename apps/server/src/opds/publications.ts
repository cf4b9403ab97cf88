import { mediaTypeOf } from '@dust/api-contract';
import { listCreators, type BookRecord, type CreatorRecord } from '@dust/books-core';
import { foldKey, toIsoTime } from '@dust/db';
import { identifierUris, normalizeIsbn } from '@dust/formats';
import type { Category, Creator, Image, Party, Publication, SeriesMembership } from '@dust/opds';
import { shownTime } from '../presenters/shown-time.ts';
import { cutName, cutText } from './cut-text.ts';
import { hrefOf, otherHrefOf, type FeedRequest } from './feed-request.ts';
import { readingLinks, type LastRead } from './reading-links.ts';
import { summaryText } from './summary-text.ts';

export interface PublicationWish {
  /** Characters of the summary; without it the whole. */
  readonly summaryLength?: number;
  /** Where the caller is in which book. */
  readonly lastRead?: ReadonlyMap<number, LastRead>;
}

/** Books as publications of a catalogue, with everyone who made them: one more statement. */
export async function presentPublications(
  request: FeedRequest,
  records: readonly BookRecord[],
  wish: PublicationWish = {},
): Promise<Publication[]> {
  const creators = await listCreators(
    request.services.db,
    records.map(({ id }) => id),
  );
  return records.map((record) => ({
    ...describe(request, record, wish),
    creators: creatorsOf(request, record, creators.get(record.id) ?? []),
  }));
}

function describe(
  request: FeedRequest,
  record: BookRecord,
  { summaryLength, lastRead }: PublicationWish,
): Omit<Publication, 'creators'> {
  const { base } = request;
  const { id, name, publisher, language, isbn, publicationDate } = record;
  const createdAt = shownTime(record.createdAt);
  const knownIsbn = isbn === null ? null : normalizeIsbn(isbn);
  // Columns of earlier servers may have held anything under this name.
  const uris = identifierUris(record.identifiers.map((value) => ({ scheme: null, value })));
  const entry = { path: `/books/${id}` };
  return {
    id: `urn:dust:book:${id}`,
    identifiers: [...(knownIsbn === null ? [] : [`urn:isbn:${knownIsbn}`]), ...uris],
    title: cutName(name),
    language,
    publisher: publisherOf(request, publisher),
    issued: publicationDate !== null && isDate.test(publicationDate) ? publicationDate : null,
    publishedAt: createdAt,
    updatedAt: toIsoTime(record.updatedAt) ?? createdAt,
    summary: summaryText(record.description, summaryLength),
    rights: rightsOf(record, summaryLength),
    categories: categoriesOf(request, record),
    series: seriesOf(request, record),
    pageCount: record.pageCount,
    images: imagesOf(request, record),
    acquisitions: [
      {
        href: `${base}/opds/books/${id}/file`,
        type: mediaTypeOf(record.fileFormat),
        lengthBytes: record.fileSize,
      },
    ],
    self: hrefOf(request, entry),
    alternate: otherHrefOf(request, entry),
    ...readingLinks(base, record, lastRead?.get(id)),
  };
}

/** Whole where the summary is; feeds of many books tell enough of a licence to know it by. */
function rightsOf({ rights }: BookRecord, summaryLength: number | undefined): string | null {
  if (rights === null) return null;
  return summaryLength === undefined ? cutText(rights, longestRights) : cutName(rights);
}

const longestRights = 2000;

function publisherOf(request: FeedRequest, name: string | null): Party | null {
  if (name === null) return null;
  return { name: cutName(name), href: hrefOf(request, { path: '/publishers/books', query: { name } }) };
}

function seriesOf(request: FeedRequest, { series, seriesId, seriesNumber }: BookRecord): SeriesMembership[] {
  if (series === null) return [];
  const href = seriesId === null ? null : hrefOf(request, { path: `/series/${seriesId}` });
  return [{ name: cutName(series), position: seriesNumber, href }];
}

const isDate = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;

/** The author that the library shows leads; an author somebody has corrected takes the place of those the file names. */
function creatorsOf(
  request: FeedRequest,
  { author }: BookRecord,
  creators: readonly CreatorRecord[],
): Creator[] {
  const key = foldKey(author.name);
  const href = author.id === 0 ? null : hrefOf(request, { path: `/authors/${author.id}` });
  const isAuthor = ({ name, role }: CreatorRecord): boolean => role === 'aut' && foldKey(name) === key;
  const known = creators.some(isAuthor);
  const others = known ? creators : creators.filter(({ role }) => role !== 'aut');
  const listed = others.map((creator): Creator => {
    const { name, role, fileAs } = creator;
    return { name: cutName(name), role, sortAs: fileAs, href: isAuthor(creator) ? href : null };
  });
  return known ? listed : [{ name: cutName(author.name), role: 'aut', href }, ...listed];
}

/** Tags of these categories say again what the entry says elsewhere, or what is no subject. */
const otherThanSubjects: ReadonlySet<string> = new Set(['format', 'language', 'status']);

function categoriesOf(request: FeedRequest, { tags }: BookRecord): Category[] {
  return tags
    .filter(({ category }) => !otherThanSubjects.has(category))
    .map(({ id, name, category }) => ({
      term: name,
      label: name,
      scheme: `urn:dust:tags:${encodeURIComponent(category)}`,
      href: hrefOf(request, { path: category === 'genre' ? `/genres/${id}` : `/tags/${id}` }),
    }));
}

/** Both sizes are made as JPEG for whoever does not ask for another type. */
function imagesOf({ services, base }: FeedRequest, record: BookRecord): Image[] {
  const { cover_image_url: url } = services.books.cover(record, base);
  if (url === null) return [];
  return [
    { href: `${url}&width=1280`, type: 'image/jpeg', rel: 'image' },
    { href: `${url}&width=320`, type: 'image/jpeg', rel: 'thumbnail' },
  ];
}
