import type { DustClient } from '@dust/api-contract';
import { roots } from '../opds/catalogue.ts';
import { readFeed } from '../opds/feed-view.ts';
import type { BookName, Shelf } from './shelf.ts';

export interface Shown {
  readonly names: readonly string[];
  /** How many the answer says there are. */
  readonly total: number;
}

/** A list that shows books: which of them it would show to who sees all, and how it is read. */
export interface Place {
  readonly name: string;
  readonly all: readonly BookName[];
  readonly read: (client: DustClient, shelf: Shelf) => Promise<Shown>;
}

interface Titled {
  readonly name: string;
}

interface Page {
  readonly books: readonly Titled[];
  readonly total: number;
}

interface Group {
  readonly books: readonly Titled[];
  readonly totalBooks: number;
}

const active = ['Open book', 'Hidden book', 'Lone book'] as const;
const archived = ['Old open book', 'Old hidden book'] as const;
const every = [...active, ...archived] as const;
const saga = ['Open book', 'Hidden book'] as const;
const tagged = ['Hidden book', 'Lone book'] as const;

const shown = ({ books, total }: Page): Shown => ({ names: books.map(({ name }) => name), total });
const shownOf = ({ books, totalBooks }: Group): Shown => shown({ books, total: totalBooks });

const jsonPlaces: readonly Place[] = [
  { name: 'the list', all: active, read: async (client) => shown(await client.listBooks()) },
  {
    name: 'a page of the list',
    all: active,
    read: async (client) => shown(await client.listBooks({ query: { limit: 10, sort: '-name' } })),
  },
  {
    name: 'the list of active and archived',
    all: every,
    read: async (client) => shown(await client.listBooks({ query: { status: 'all' } })),
  },
  {
    name: 'the list by last reading',
    all: active,
    read: async (client) => shown(await client.listBooks({ query: { sort: '-last_read_at' } })),
  },
  {
    name: 'a search',
    all: active,
    read: async (client) => shown(await client.listBooks({ query: { q: 'book' } })),
  },
  {
    name: 'a search for the hidden title',
    all: ['Hidden book'],
    read: async (client) => shown(await client.listBooks({ query: { q: 'hidden' } })),
  },
  {
    name: 'a filter by the hiding tag',
    all: tagged,
    read: async (client, { tag }) => shown(await client.listBooks({ query: { includeTags: [tag] } })),
  },
  {
    name: 'an author',
    all: saga,
    read: async (client, shelf) => shownOf(await client.getAuthor({ params: { id: await authorOf(shelf) } })),
  },
  {
    name: 'a genre',
    all: active,
    read: async (client, { library }) =>
      shownOf(await client.getGenre({ params: { id: await library.tagId('Fiction') } })),
  },
  {
    name: 'a series',
    all: saga,
    read: async (client, shelf) => shownOf(await client.getSeries({ params: { id: await seriesOf(shelf) } })),
  },
  {
    name: 'the books with the hiding tag',
    all: tagged,
    read: async (client, { tag }) => shown(await client.listBooksByTag({ params: { tagName: tag } })),
  },
  { name: 'the archive', all: archived, read: async (client) => shown(await client.listArchivedBooks()) },
  {
    name: 'the reading progress',
    all: every,
    read: async (client, { ids }) => {
      const { progress, total } = await client.listProgress();
      const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
      return { names: progress.map((row) => names.get(row.book_id) ?? ''), total };
    },
  },
  {
    name: 'what was read lately',
    all: every,
    read: async (client) => shown(await client.listRecentlyRead()),
  },
  {
    name: 'what is being read',
    all: active,
    read: async (client) => shown(await client.listCurrentlyReading()),
  },
  {
    name: 'the reading statistics',
    all: every,
    read: async (client) => {
      const { stats, recentActivity } = await client.getReadingStats();
      return { names: recentActivity.map(({ name }) => name), total: stats.totalBooksStarted };
    },
  },
];

const feeds: readonly Place[] = [
  ...feed('/books', active),
  ...feed('/books?limit=10&sort=-name', active),
  ...feed('/books?q=hidden', ['Hidden book']),
  ...feed('/search?query=hidden', ['Hidden book']).filter(({ name }) => name.includes('/v2/')),
  ...feed('/books?status=reading', active),
  ...feed('/books?sort=-last_read_at', active),
  ...feed('/new?format=cbz', active),
  ...feed('/reading', active),
  ...feed('/next', []),
  ...feed(async (shelf) => `/authors/${await authorOf(shelf)}`, saga),
  ...feed(async (shelf) => `/series/${await seriesOf(shelf)}`, saga),
  ...feed(async ({ library }) => `/genres/${await library.tagId('Fiction')}`, active),
  ...feed(async ({ library, tag }) => `/tags/${await library.tagId(tag)}`, tagged),
  ...feed('/publishers/books?name=Secret%20House', tagged),
  ...feed('/languages/books?name=la', tagged),
];

/** Every list that shows books, of the API and of the catalogues for reading apps. */
export const places: readonly Place[] = [...jsonPlaces, ...feeds];

/** A feed of the catalogue at a place that follows the books. */
function feed(
  path: string | ((shelf: Shelf) => Promise<string>),
  all: readonly BookName[],
): readonly Place[] {
  return roots.map((root) => ({
    name: `the feed ${root}${typeof path === 'string' ? path : ' of a group'}`,
    all,
    read: async (client, shelf) => {
      const viewer = Object.values(shelf.viewers).find((one) => one.client === client);
      const url = root + (typeof path === 'string' ? path : await path(shelf));
      const answer = await shelf.library.server.inject({ url, headers: viewer?.headers ?? {} });
      const { titles, total } = readFeed(answer);
      return { names: titles, total: total ?? -1 };
    },
  }));
}

async function authorOf({ viewers, ids }: Shelf): Promise<number> {
  const { book } = await viewers.librarian.client.getBook({ params: { id: ids['Open book'] } });
  return book.author.id;
}

async function seriesOf({ viewers }: Shelf): Promise<number> {
  const { series } = await viewers.librarian.client.listSeries();
  return series.find(({ name }) => name === 'Shared Saga')?.id ?? 0;
}
