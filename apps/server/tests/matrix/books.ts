import type { OperationId } from '@dust/api-contract';
import { forAdmins, forKeepers, forMembers, type Rows } from './row.ts';
import type { World } from './world.ts';

interface OneBook {
  readonly params: { readonly id: number };
}

const theBook = ({ book }: World): OneBook => ({ params: { id: book } });
const newBook = async (world: World): Promise<OneBook> => ({ params: { id: await world.newBook() } });
const newTag = async (world: World): Promise<OneBook> => ({ params: { id: await world.newTag() } });

export const books = {
  streamEvents: forMembers(200),
  listBooks: forMembers(200),
  getBook: forMembers(200, theBook),
  updateBook: forKeepers(200, async (world) => ({ ...(await newBook(world)), body: { name: 'Renamed' } })),
  streamBook: forMembers(200, theBook),
  listPages: forMembers(200, ({ comic }) => ({ params: { id: comic } })),
  getPage: forMembers(200, ({ comic }) => ({ params: { id: comic, number: 1 } })),
  opdsPage: forMembers(200, ({ comic }) => ({ params: { id: comic, index: 0 } })),
  getCover: forMembers(200, theBook),
  getManifest: [forMembers(200, theBook), forMembers(200, ({ comic }) => ({ params: { id: comic } }))],
  getPositions: forMembers(200, theBook),
  getResource: [
    forMembers(200, ({ book }) => ({ params: { id: book, path: 't.xhtml' } })),
    forMembers(404, ({ book }) => ({ params: { id: book, path: 'none.xhtml' } })),
    forMembers(200, ({ comic }) => ({ params: { id: comic, path: 'p1.png' } })),
  ],
  listAuthors: forMembers(200),
  getAuthor: forMembers(200, ({ authorId }) => ({ params: { id: authorId } })),
  listGenres: forMembers(200),
  getGenre: forMembers(200, ({ genreId }) => ({ params: { id: genreId } })),
  listSeries: forMembers(200),
  getSeries: forMembers(200, ({ seriesId }) => ({ params: { id: seriesId } })),
  listTags: forKeepers(200),
  createTag: [
    forKeepers(201, (world) => ({ body: { name: world.unique(), category: 'genre' } })),
    forKeepers(400, () => ({ body: { name: 'a, b', category: 'genre' } })),
  ],
  updateTag: [
    forKeepers(200, async (world) => ({ ...(await newTag(world)), body: { color: '#102030' } })),
    // Whoever lacks what a tag is to require may not make it required.
    forAdmins(200, async (world) => ({
      ...(await newTag(world)),
      body: { requires_permission: 'admin.full' },
    })),
  ],
  deleteTag: forKeepers(200, newTag),
  listTagsByCategory: forMembers(200, () => ({ params: { category: 'genre' } })),
  listBooksByTag: forMembers(200, () => ({ params: { tagName: 'fiction' } })),
  addBookTag: forKeepers(200, async (world) => ({
    ...(await newBook(world)),
    body: { tagName: 'Featured' },
  })),
  removeBookTag: forKeepers(200, ({ book }) => ({ params: { id: book, tagName: 'Featured' } })),
  listArchivedBooks: forMembers(200),
  getArchiveStats: forMembers(200),
  archiveBook: forKeepers(200, newBook),
  unarchiveBook: forKeepers(200, theBook),
} as const satisfies Partial<Record<OperationId, Rows>>;
