import { mediaTypes } from '../media-types.ts';
import type { Category, Creator, Publication, SeriesMembership } from '../model.ts';
import { attribute, element } from './element.ts';
import { entryLinks } from './entry-links.ts';

/** The children of an `atom:entry` for a publication. */
export function entryContent(publication: Publication): string {
  return (
    element('title', publication.title) +
    element('id', publication.id) +
    element('updated', publication.updatedAt) +
    element('published', publication.publishedAt) +
    publication.creators.map(person).join('') +
    dublinCore(publication) +
    element('rights', publication.rights) +
    (publication.categories ?? []).map(category).join('') +
    (publication.series ?? []).map(series).join('') +
    summary(publication.summary) +
    entryLinks(publication)
  );
}

function dublinCore(publication: Publication): string {
  const { identifiers = [], language, publisher, issued, pageCount } = publication;
  return (
    identifiers.map((identifier) => element('dc:identifier', identifier)).join('') +
    element('dc:language', language) +
    element('dc:publisher', publisher?.name) +
    element('dc:issued', issued) +
    (pageCount === null || pageCount === undefined ? '' : `<dc:extent>${pageCount} pages</dc:extent>`)
  );
}

function person({ name, role = 'aut', href }: Creator): string {
  const parts = element('name', name === '' ? ' ' : name) + element('uri', href);
  return role === 'aut'
    ? `<author>${parts}</author>`
    : `<contributor${attribute('opf:role', role)}>${parts}</contributor>`;
}

function category({ term, label, scheme }: Category): string {
  return `<category${attribute('term', term)}${attribute('label', label)}${attribute('scheme', scheme)}/>`;
}

function series({ name, position, href }: SeriesMembership): string {
  const start = `<schema:Series${attribute('schema:name', name)}${attribute('schema:position', position)}`;
  if (href === null || href === undefined) return `${start}/>`;
  return `${start}><link rel="collection"${attribute('href', href)} type="${mediaTypes.atomAcquisitionFeed}"/></schema:Series>`;
}

function summary(text: string | null | undefined): string {
  return element('summary', text).replace('<summary>', '<summary type="text">');
}
