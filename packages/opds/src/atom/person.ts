import type { Creator, FeedAuthor } from '../model.ts';
import { attribute, element, requiredElement } from './element.ts';

/** An `atom:author`. */
export function author(person: FeedAuthor): string {
  return `<author>${nameAndUri(person)}</author>`;
}

/** An `atom:author`, or an `atom:contributor` that says what it has done as packages of EPUB do. */
export function creator(person: Creator): string {
  const { role = 'aut' } = person;
  if (role === 'aut') return author(person);
  return `<contributor${attribute('opf:role', role)}>${nameAndUri(person)}</contributor>`;
}

function nameAndUri({ name, href }: FeedAuthor): string {
  return requiredElement('name', name) + element('uri', href);
}
