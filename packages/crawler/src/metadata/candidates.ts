import { withoutBookExtension, type BookFacts } from '@dust/formats';
import { tidyText } from '../paths/clean-text.ts';
import type { PathFacts } from '../paths/naming.ts';
import { seriesOfTitle } from '../paths/title-series.ts';
import type { BookMetadata } from './book-metadata.ts';
import type { ExternalFacts } from './external-facts.ts';
import type { MetadataSource } from './sources.ts';

/** A value and where it comes from. */
export interface Candidate<T> {
  readonly value: T;
  readonly source: MetadataSource;
}

/** What each field would be without user edits: the value of the first source that has one. */
export type Candidates = {
  readonly [Field in keyof BookMetadata]: Candidate<NonNullable<BookMetadata[Field]>> | null;
};

export interface DerivedFacts {
  /** null if the file could not be read. */
  readonly embedded: BookFacts | null;
  readonly path: PathFacts;
  readonly fileName: string;
  readonly external: ExternalFacts | null;
}

/** A title that only repeats the file's name is none; programs that make PDFs write such titles. */
function withoutFileTitle(facts: BookFacts | null, fileName: string): BookFacts | null {
  if (facts?.format !== 'pdf' || facts.title === null) return facts;
  const names = [fileName, withoutBookExtension(fileName)].map((name) => tidyText(name));
  return names.includes(facts.title) ? { ...facts, title: null } : facts;
}

/** Applies the order of sources: outside catalogue, file, path; for the ISBN the path comes before the file. */
export function candidatesOf({ embedded: stated, path, external, fileName }: DerivedFacts): Candidates {
  const embedded = withoutFileTitle(stated, fileName);
  const creators = embedded?.creators.filter(({ role }) => role === 'aut') ?? [];
  return {
    name: first(['external', external?.title], ['embedded', embedded?.title], ['path', path.title]),
    author: first(
      ['external', external?.author],
      ['embedded', (creators[0] ?? embedded?.creators[0])?.name],
      ['path', path.author],
    ),
    ...seriesCandidates(embedded, path),
    isbn: first(['path', path.isbn], ['embedded', embedded?.isbn]),
    publisher: first(
      ['external', external?.publisher],
      ['embedded', embedded?.publisher],
      ['path', path.publisher],
    ),
    publication_date: first(['external', external?.publicationDate], ['embedded', embedded?.publicationDate]),
    description: first(['external', external?.description], ['embedded', embedded?.description]),
    language: first(['external', external?.language], ['embedded', embedded?.language]),
    page_count: pageCount(embedded, external),
    subjects: subjectsOf(embedded),
  };
}

const ownPageCount: ReadonlySet<string | undefined> = new Set(['pdf', 'cbz', 'cbr']);

/** Pages of a PDF or comic are a fact of the file; elsewhere a printed edition knows better. */
function pageCount(embedded: BookFacts | null, external: ExternalFacts | null): Candidates['page_count'] {
  const ofFile = ['embedded', embedded?.pageCount] as const;
  const ofCatalogue = ['external', external?.pageCount] as const;
  return ownPageCount.has(embedded?.format) ? first(ofFile, ofCatalogue) : first(ofCatalogue, ofFile);
}

function subjectsOf(embedded: BookFacts | null): Candidates['subjects'] {
  return embedded === null || embedded.subjects.length === 0
    ? null
    : { value: embedded.subjects, source: 'embedded' };
}

function seriesCandidates(
  embedded: BookFacts | null,
  path: PathFacts,
): Pick<Candidates, 'series' | 'series_number'> {
  const ofTitle = embedded?.title ? seriesOfTitle(embedded.title) : null;
  const ofFolders = path.series === null ? null : { name: path.series, number: path.seriesNumber };
  const named = [
    ...namedSeries('embedded', embedded?.series ?? null),
    ...namedSeries('path', ofFolders),
    ...namedSeries('embedded', ofTitle),
    ...namedSeries('path', seriesOfTitle(path.title)),
  ];
  const [best] = named;
  if (best === undefined) return { series: null, series_number: null };
  // A number only belongs to its own series, so another source may complete it only if it means the same one.
  const numbered = named.filter(({ key }) => key === best.key).find(({ number }) => number !== null);
  return {
    series: { value: best.name, source: best.source },
    series_number: first([numbered?.source ?? best.source, numbered?.number]),
  };
}

interface NamedSeries {
  readonly source: MetadataSource;
  readonly name: string;
  readonly key: string;
  readonly number: number | null;
}

function namedSeries(
  source: MetadataSource,
  series: { readonly name: string; readonly number: number | null } | null,
): NamedSeries[] {
  const name = tidyText(series?.name ?? '');
  return name === '' ? [] : [{ source, name, key: name.toLowerCase(), number: series?.number ?? null }];
}

type Offer<T> = readonly [source: MetadataSource, value: T | null | undefined];

function first<T extends string | number>(...offers: readonly Offer<T>[]): Candidate<T> | null {
  for (const [source, value] of offers) {
    if (value === null || value === undefined) continue;
    if (typeof value !== 'string') return { value, source };
    if (value.trim() !== '') return { value, source };
  }
  return null;
}
