import type { OperationId } from '@dust/api-contract';
import { forMembers, type Rows } from './row.ts';
import type { World } from './world.ts';

const theBook = ({ book }: World): { params: { id: number } } => ({ params: { id: book } });
const theAuthor = ({ authorId }: World): { params: { id: number } } => ({ params: { id: authorId } });
const theGenre = ({ genreId }: World): { params: { id: number } } => ({ params: { id: genreId } });
const theSeries = ({ seriesId }: World): { params: { id: number } } => ({ params: { id: seriesId } });

export const catalogues = {
  opdsRoot: forMembers(200),
  opdsNew: forMembers(200),
  opdsBooks: forMembers(200),
  opdsBook: forMembers(200, theBook),
  opdsAuthors: forMembers(200),
  opdsAuthor: forMembers(200, theAuthor),
  opdsGenres: forMembers(200),
  opdsGenre: forMembers(200, theGenre),
  opdsSeriesList: forMembers(200),
  opdsSeries: forMembers(200, theSeries),
  opdsTags: forMembers(200),
  opdsTag: forMembers(200, theGenre),
  opdsPublishers: forMembers(200),
  opdsPublisher: forMembers(200, () => ({ query: 'name=Penguin' })),
  opdsLanguages: forMembers(200),
  opdsLanguage: forMembers(200, () => ({ query: 'name=en' })),
  opdsReading: forMembers(200),
  opdsReadNext: forMembers(200),
  opdsFile: forMembers(200, theBook),
  opdsOpenSearch: forMembers(200),
  opds2Root: forMembers(200),
  opds2New: forMembers(200),
  opds2Books: forMembers(200),
  opds2Book: forMembers(200, theBook),
  opds2Authors: forMembers(200),
  opds2Author: forMembers(200, theAuthor),
  opds2Genres: forMembers(200),
  opds2Genre: forMembers(200, theGenre),
  opds2SeriesList: forMembers(200),
  opds2Series: forMembers(200, theSeries),
  opds2Tags: forMembers(200),
  opds2Tag: forMembers(200, theGenre),
  opds2Publishers: forMembers(200),
  opds2Publisher: forMembers(200, () => ({ query: 'name=Penguin' })),
  opds2Languages: forMembers(200),
  opds2Language: forMembers(200, () => ({ query: 'name=en' })),
  opds2Reading: forMembers(200),
  opds2ReadNext: forMembers(200),
  opds2Search: forMembers(200, () => ({ query: 'query=emma' })),
} as const satisfies Partial<Record<OperationId, Rows>>;
