import { identifierUris, type Creator } from '@dust/formats';
import { foldKey, type NewBook } from '@dust/db';
import { UNKNOWN_AUTHOR, type BookMetadata } from '../metadata/book-metadata.ts';
import { candidatesOf, type Candidates } from '../metadata/candidates.ts';
import type { ExternalFacts } from '../metadata/external-facts.ts';
import type { StoredMetadata } from '../metadata/merge.ts';
import { tidyText } from '../paths/clean-text.ts';
import { pathInDirectory } from '../paths/libraries.ts';
import { factsOfPath, lastSegment } from '../paths/naming.ts';
import type { FoundFile } from '../survey/found-file.ts';
import { automaticTags } from '../tags/automatic-tags.ts';
import type { ReadResult } from '../workers/read-file.ts';

/** A file that was read, with what is known about it from elsewhere. */
export interface ReadBookFile {
  readonly file: FoundFile;
  readonly result: ReadResult;
  readonly external: ExternalFacts | null;
}

/** Creators kept of one book; a file may name thousands. */
const MOST_CREATORS = 100;

/** What the file's own metadata, its path and outside catalogues offer for each field. */
export function candidatesOfFile({ file, result, external }: ReadBookFile): Candidates {
  const path = factsOfPath(file.library.directory, pathInDirectory(file.library.directory, file.path));
  return candidatesOf({ embedded: result.facts, path, external, fileName: lastSegment(file.path) });
}

/** Names of the automatic tags. */
export function tagsOfFile(
  { file, result, external }: ReadBookFile,
  values: BookMetadata,
  options: { readonly isNew: boolean; readonly restrictedGenres: ReadonlySet<string> },
): string[] {
  return automaticTags(
    {
      format: file.format,
      language: values.language,
      hasSeries: values.series !== null,
      isNew: options.isNew,
      title: values.name,
      subjects: [...(values.subjects ?? []), ...(external?.categories ?? [])],
      description: values.description,
      ageRating: result.facts?.ageRating ?? null,
      isMatureByCatalogue: external?.isMature ?? false,
    },
    options.restrictedGenres,
  );
}

/** The columns that describe the file, and what it alone can say. */
export function fileColumns({
  file,
  result,
}: ReadBookFile): Pick<
  NewBook,
  | 'file_size'
  | 'file_mtime'
  | 'content_hash'
  | 'partial_md5'
  | 'cover_hash'
  | 'cover_source'
  | 'cover_image_path'
  | 'rights'
  | 'identifiers'
> {
  const identifiers = identifierUris(result.facts?.identifiers ?? []);
  const wasRead = result.contentHash !== null;
  return {
    file_size: wasRead ? result.size : file.size,
    file_mtime: wasRead ? result.mtimeMs : file.mtimeMs,
    content_hash: result.contentHash,
    partial_md5: result.partialMd5,
    cover_hash: result.cover?.hash ?? null,
    cover_source: result.cover?.source ?? null,
    cover_image_path: result.cover?.path ?? null,
    rights: result.facts?.rights ?? null,
    identifiers: identifiers.length === 0 ? null : JSON.stringify(identifiers),
  };
}

/** The columns that describe the book, but for its author and series. */
export function metadataColumns({
  values,
  sources,
}: StoredMetadata): Pick<
  NewBook,
  | 'name'
  | 'name_key'
  | 'isbn'
  | 'publication_date'
  | 'publisher'
  | 'description'
  | 'page_count'
  | 'language'
  | 'series_number'
  | 'metadata_sources'
  | 'subjects'
> {
  return {
    name: values.name,
    name_key: foldKey(values.name),
    isbn: values.isbn,
    publication_date: values.publication_date,
    publisher: values.publisher,
    description: values.description,
    page_count: values.page_count,
    language: values.language,
    series_number: values.series_number,
    metadata_sources: JSON.stringify(sources),
    subjects: values.subjects === null ? null : JSON.stringify(values.subjects),
  };
}

/** The name under which an author is looked up and kept. */
export function authorName(values: BookMetadata): string {
  return tidyText(values.author) || UNKNOWN_AUTHOR;
}

export function creatorsOf({ result }: ReadBookFile): readonly Creator[] {
  return result.facts?.creators.slice(0, MOST_CREATORS) ?? [];
}
