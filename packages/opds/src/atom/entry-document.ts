import type { FeedAuthor, Publication } from '../model.ts';
import { entryLinks } from './entry-links.ts';
import { entryMetadata } from './entry.ts';
import { namespaces, xmlDeclaration } from './namespaces.ts';
import { author } from './person.ts';

/**
 * An OPDS 1.2 catalog entry document: everything known of a publication. Atom wants an author: where none is known
 * it is the one of the catalog, as for the entries of a feed.
 */
export function atomEntry(publication: Publication, catalogAuthor: FeedAuthor): string {
  const hasAuthor = publication.creators.some(({ role = 'aut' }) => role === 'aut');
  const content = entryMetadata(publication) + (hasAuthor ? '' : author(catalogAuthor));
  return `${xmlDeclaration}<entry ${namespaces}>${content}${entryLinks(publication, 'self')}</entry>\n`;
}
