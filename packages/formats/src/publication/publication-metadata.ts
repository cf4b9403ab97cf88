import type { BookFacts } from '../book-facts.ts';
import type { Publication, PublicationMetadata } from './publication.ts';

/** The facts of a book as metadata of a publication of fixed pages, but for what is known better. */
export function metadataOf(facts: BookFacts, known: Partial<PublicationMetadata> = {}): PublicationMetadata {
  const { title, creators, language, identifiers, isbn, publisher, publicationDate } = facts;
  const { description, subjects, series, pageCount } = facts;
  return {
    title,
    contributors: creators,
    languages: language === null ? [] : [language],
    identifiers,
    isbn,
    publisher,
    publicationDate,
    description,
    subjects,
    series,
    readingProgression: null,
    layout: 'fixed',
    pageCount,
    ...known,
  };
}

/** What a file of pages has none of. */
export const noResources: Omit<Publication, 'format' | 'metadata' | 'toc'> = {
  readingOrder: [],
  resources: [],
  pageList: [],
  landmarks: [],
  pages: [],
  files: [],
};
