import { UNKNOWN_AUTHOR, type BookMetadata } from './book-metadata.ts';
import type { Candidate, Candidates } from './candidates.ts';
import type { MetadataField, MetadataSource, MetadataSources } from './sources.ts';

/** What a book row says now. */
export interface StoredMetadata {
  readonly values: BookMetadata;
  readonly sources: MetadataSources;
}

export interface MergeOptions {
  /** Values of unknown origin stay in a scan, and are derived anew by a refresh on request. */
  readonly keepsLegacy: boolean;
}

/** The metadata of a book that has just been found. */
export function newMetadata(candidates: Candidates): StoredMetadata {
  return mergeMetadata(null, candidates, { keepsLegacy: false });
}

/** Replaces what was derived by what is derived now, and leaves what people have set, empty values included. */
export function mergeMetadata(
  stored: StoredMetadata | null,
  candidates: Candidates,
  options: MergeOptions,
): StoredMetadata {
  const sources: Partial<Record<keyof MetadataSources, MetadataSource>> = {};
  if (options.keepsLegacy && stored?.sources.tags !== undefined) sources.tags = stored.sources.tags;
  function pick<Field extends MetadataField>(
    field: Field,
    candidate: Candidate<NonNullable<BookMetadata[Field]>> | null,
  ): BookMetadata[Field] | NonNullable<BookMetadata[Field]> | null {
    const source = stored?.sources[field];
    if (stored !== null && source !== undefined && isKept(stored, field, options)) {
      sources[field] = source;
      return stored.values[field];
    }
    if (candidate === null) return null;
    sources[field] = candidate.source;
    return candidate.value;
  }
  const values: BookMetadata = {
    name: pick('name', candidates.name) ?? '',
    author: pick('author', candidates.author) ?? UNKNOWN_AUTHOR,
    series: pick('series', candidates.series),
    series_number: pick('series_number', candidates.series_number),
    isbn: pick('isbn', candidates.isbn),
    publisher: pick('publisher', candidates.publisher),
    publication_date: pick('publication_date', candidates.publication_date),
    description: pick('description', candidates.description),
    language: pick('language', candidates.language),
    page_count: pick('page_count', candidates.page_count),
    subjects: pick('subjects', candidates.subjects),
  };
  return { values, sources };
}

function isKept(stored: StoredMetadata, field: MetadataField, { keepsLegacy }: MergeOptions): boolean {
  const source = stored.sources[field];
  if (source === 'user') return true;
  if (source !== 'legacy' || !keepsLegacy) return false;
  return stored.values[field] !== null;
}
