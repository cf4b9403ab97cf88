import { mediaTypeOf } from '@dust/api-contract';
import type { BookRecord, CreatorRecord } from '@dust/books-core';
import { foldKey, toIsoTime } from '@dust/db';
import { identifierUris, normalizeIsbn } from '@dust/formats';
import type { ManifestHead } from '@dust/opds';
import { shownTime } from '../presenters/shown-time.ts';
import { fileHref } from './publication-content.ts';
import type { FileMetadata } from './publication-job.ts';
import { profileOf, type PublicationFormat } from './publication-format.ts';

export interface ManifestSubject {
  readonly record: BookRecord;
  /** Everyone whom the file names. */
  readonly creators: readonly CreatorRecord[];
  readonly format: PublicationFormat;
  readonly file: FileMetadata;
  /** Absolute URL of the manifest. */
  readonly self: string;
  /** Absolute URL of the cover, if the library has one. */
  readonly coverUrl: string | null;
}

/** What a manifest says of a book: what the library knows, which may have been corrected; and from the file what it does not. */
export function manifestHead(subject: ManifestSubject): ManifestHead {
  const { record, format, file, self, coverUrl } = subject;
  const { id, name, publisher, publicationDate, description, series, seriesNumber, tags } = record;
  return {
    profile: profileOf(format),
    metadata: {
      id: `urn:dust:book:${id}`,
      identifiers: identifiersOf(subject),
      title: name,
      creators: creatorsOf(subject),
      publisher: publisher === null ? null : { name: publisher },
      issued: publicationDate,
      updatedAt: toIsoTime(record.updatedAt) ?? shownTime(record.createdAt),
      summary: description,
      rights: record.rights,
      categories: tags
        .filter(({ category }) => category === 'genre')
        .map((genre) => ({ term: genre.name, label: genre.name })),
      series: series === null ? [] : [{ name: series, position: seriesNumber }],
      pageCount: file.pageCount ?? record.pageCount,
      languages: languagesOf(subject),
      readingProgression: file.readingProgression,
      layout: file.layout,
    },
    links: {
      self,
      file: { href: fileHref, type: mediaTypeOf(format) },
      positions: 'positions',
      progression: 'progression',
      cover:
        coverUrl === null || file.hasCover ? null : { href: `${coverUrl}&width=1280`, type: 'image/jpeg' },
    },
  };
}

/** The ISBN that the library knows, and the other identifiers of the file. */
function identifiersOf({ record, file }: ManifestSubject): string[] {
  const isbn = record.isbn === null ? null : normalizeIsbn(record.isbn);
  return [...(isbn === null ? [] : [`urn:isbn:${isbn}`]), ...identifierUris(file.identifiers)];
}

/** The author that the library shows leads; one who was corrected takes the place of those the file names. */
function creatorsOf({ record, creators }: ManifestSubject): CreatorOfManifest[] {
  const key = foldKey(record.author.name);
  const isKnown = creators.some(({ name, role }) => role === 'aut' && foldKey(name) === key);
  const others = isKnown ? creators : creators.filter(({ role }) => role !== 'aut');
  const listed = others.map(({ name, role, fileAs }) => ({ name, role, sortAs: fileAs }));
  return isKnown ? listed : [{ name: record.author.name, role: 'aut', sortAs: null }, ...listed];
}

type CreatorOfManifest = ManifestHead['metadata']['creators'][number];

function languagesOf({ record, file }: ManifestSubject): string[] {
  return [...new Set([...(record.language === null ? [] : [record.language]), ...file.languages])];
}
