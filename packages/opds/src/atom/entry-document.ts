import type { Publication } from '../model.ts';
import { entryContent } from './entry.ts';
import { namespaces, xmlDeclaration } from './namespaces.ts';

/** An OPDS 1.2 catalog entry document: everything known of a publication. */
export function atomEntry(publication: Publication): string {
  return `${xmlDeclaration}<entry ${namespaces}>${entryContent(publication)}</entry>\n`;
}
