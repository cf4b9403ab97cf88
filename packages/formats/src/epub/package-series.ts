import type { BookSeries } from '../book-facts.ts';
import { seriesNumber } from '../text/series-number.ts';
import { tidyText } from '../text/tidy-text.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import type { PackageDocument } from './package-document.ts';

/** The series a package document states: a collection of EPUB 3, else what calibre writes. */
export function seriesOf(document: PackageDocument): BookSeries | null {
  return collectionSeries(document) ?? calibreSeries(document);
}

function collectionSeries(document: PackageDocument): BookSeries | null {
  const collections = document.metadata.filter(
    ({ name, attributes }) => name === 'meta' && attributes.get('property') === 'belongs-to-collection',
  );
  const typeOf = (collection: XmlElement): string | undefined =>
    refinement(document, collection, 'collection-type');
  const collection =
    collections.find((candidate) => typeOf(candidate) === 'series') ??
    collections.find((candidate) => typeOf(candidate) === undefined);
  if (collection === undefined) return null;
  return seriesNamed(collection.text, refinement(document, collection, 'group-position'));
}

function refinement(document: PackageDocument, element: XmlElement, property: string): string | undefined {
  return document.refinementsOf(element).find((candidate) => candidate.property === property)?.text;
}

function calibreSeries(document: PackageDocument): BookSeries | null {
  const content = (name: string): string | undefined => {
    const meta = document.metadata.find(({ attributes }) => attributes.get('name') === name);
    return meta?.attributes.get('content');
  };
  return seriesNamed(content('calibre:series'), content('calibre:series_index'));
}

function seriesNamed(name: string | undefined, position: string | undefined): BookSeries | null {
  const tidy = tidyText(name);
  return tidy === null ? null : { name: tidy, number: seriesNumber(position) };
}
