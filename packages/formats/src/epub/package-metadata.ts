import type { BookIdentifier, Creator } from '../book-facts.ts';
import type { FactsDraft } from '../facts-draft.ts';
import { normalizeIsbn } from '../isbn.ts';
import { languageTag } from '../text/language-tag.ts';
import { plainText } from '../text/plain-text.ts';
import { publicationDate } from '../text/publication-date.ts';
import { rightsText } from '../text/rights-text.ts';
import { tidyList, tidyText } from '../text/tidy-text.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import type { PackageDocument } from './package-document.ts';
import { seriesOf } from './package-series.ts';

/** Takes over what the metadata of a package document say. */
export function collectPackageMetadata(document: PackageDocument, facts: FactsDraft): void {
  const texts = (name: string): string[] => elements(document, name).map(({ text }) => text);
  facts.title = mainTitle(document);
  facts.creators = creatorsOf(document);
  facts.language = firstOf(texts('language'), languageTag);
  facts.identifiers = identifiersOf(document);
  facts.isbn = isbnOf(facts.identifiers);
  facts.publisher = firstOf(texts('publisher'), tidyText);
  facts.publicationDate = firstOf(datesByImportance(document), publicationDate);
  facts.description = firstOf(texts('description'), plainText);
  facts.rights = rightsText(texts('rights'));
  facts.subjects = tidyList(texts('subject'));
  facts.series = seriesOf(document);
}

/** A book has some dozens of each; thousands were made to cost time. */
const MAX_ELEMENTS = 500;

function elements(document: PackageDocument, name: string): XmlElement[] {
  return document.metadata.filter((element) => element.name === name).slice(0, MAX_ELEMENTS);
}

function firstOf<T>(texts: readonly string[], read: (text: string) => T | null): T | null {
  for (const text of texts) {
    const value = read(text);
    if (value !== null) return value;
  }
  return null;
}

function refined(document: PackageDocument, element: XmlElement, property: string): string[] {
  return document
    .refinementsOf(element)
    .filter((refinement) => refinement.property === property)
    .map(({ text }) => text);
}

function mainTitle(document: PackageDocument): string | null {
  const titles = elements(document, 'title');
  const main = titles.find((title) => refined(document, title, 'title-type').includes('main'));
  return (
    tidyText(main?.text) ??
    firstOf(
      titles.map(({ text }) => text),
      tidyText,
    )
  );
}

/** Those who are named as contributors, with `ctb` where no role is given. */
export function contributorsOf(document: PackageDocument): Creator[] {
  return peopleOf(document, 'contributor', 'ctb');
}

function creatorsOf(document: PackageDocument): Creator[] {
  const creators = peopleOf(document, 'creator', 'aut');
  return [...creators.filter(isAuthor), ...creators.filter((creator) => !isAuthor(creator))];
}

function peopleOf(document: PackageDocument, elementName: string, usualRole: string): Creator[] {
  return elements(document, elementName).flatMap((element): Creator[] => {
    const name = tidyText(element.text);
    if (name === null) return [];
    const fileAs = element.attributes.get('file-as') ?? refined(document, element, 'file-as')[0];
    return [{ name, role: roleOf(document, element) ?? usualRole, fileAs: tidyText(fileAs) }];
  });
}

function isAuthor({ role }: Creator): boolean {
  return role === 'aut';
}

/** An author who also did other things is an author. */
function roleOf(document: PackageDocument, element: XmlElement): string | undefined {
  const roles = [element.attributes.get('role') ?? [], ...refined(document, element, 'role')].flat();
  const codes = roles.map((role) => role.trim().toLowerCase()).filter((role) => role !== '');
  return codes.includes('aut') ? 'aut' : codes[0];
}

function identifiersOf(document: PackageDocument): BookIdentifier[] {
  return elements(document, 'identifier').flatMap((element) => {
    const value = tidyText(element.text);
    if (value === null) return [];
    const urn = /^urn:([a-z0-9-]+):/i.exec(value)?.[1];
    const written = element.attributes.get('scheme') ?? refined(document, element, 'identifier-type')[0];
    return [{ scheme: tidyText(written) ?? urn ?? null, value }];
  });
}

/** 02, 15 and 03 are ISBN-10, ISBN-13 and the article number of a book in the ONIX code list that EPUB 3 refers to. */
function isbnOf(identifiers: readonly BookIdentifier[]): string | null {
  const isbns = identifiers
    .filter(({ scheme }) => scheme === null || /^(?:.*isbn.*|02|03|15)$/i.test(scheme))
    .flatMap(({ value }) => normalizeIsbn(value) ?? []);
  return isbns.find(({ length }) => length === 13) ?? isbns[0] ?? null;
}

/** EPUB 2 dates have events; the day of the conversion is not that of the book. */
function datesByImportance(document: PackageDocument): string[] {
  const dates = elements(document, 'date');
  const published = dates.filter((date) => eventOf(date).includes('publication'));
  const issued = elements(document, 'meta').filter(
    ({ attributes }) => attributes.get('property') === 'dcterms:issued',
  );
  const original = dates.filter((date) => ['issued', 'creation'].includes(eventOf(date)));
  return [...published, ...issued, ...original].map(({ text }) => text);
}

function eventOf(date: XmlElement): string {
  return date.attributes.get('event')?.toLowerCase() ?? 'publication';
}
