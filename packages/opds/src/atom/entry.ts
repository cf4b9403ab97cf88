import type { Category, Publication, SeriesMembership } from '../model.ts';
import { attribute, element, requiredElement } from './element.ts';
import { escapeText } from './escape.ts';
import { creator } from './person.ts';

/** The children of an `atom:entry` for a publication, but for the links. */
export function entryMetadata(publication: Publication): string {
  const { id, title, updatedAt, publishedAt, creators, rights, categories, series, summary } = publication;
  let text = requiredElement('title', title) + requiredElement('id', id);
  text += requiredElement('updated', updatedAt) + element('published', publishedAt);
  for (const one of creators) text += creator(one);
  text += dublinCore(publication) + element('rights', rights);
  if (categories !== undefined) for (const one of categories) text += category(one);
  if (series !== undefined) for (const one of series) text += membership(one);
  if (summary) text += `<summary type="text">${escapeText(summary)}</summary>`;
  return text;
}

function dublinCore({ identifiers, language, publisher, issued, pageCount }: Publication): string {
  let text = '';
  if (identifiers !== undefined) for (const one of identifiers) text += element('dc:identifier', one);
  text += element('dc:language', language) + element('dc:publisher', publisher?.name);
  text += element('dc:issued', issued);
  return pageCount ? `${text}<dc:extent>${pageCount} pages</dc:extent>` : text;
}

function category({ term, label, scheme }: Category): string {
  return `<category${attribute('term', term)}${attribute('label', label)}${attribute('scheme', scheme)}/>`;
}

/** Atom has no series; this is how other catalogs say it and Readium reads it. */
function membership({ name, position, href }: SeriesMembership): string {
  const place = attribute('schema:position', position) + attribute('schema:url', href);
  return `<schema:Series${attribute('schema:name', name)}${place}/>`;
}
