import { comicOf, epubOf, pngOf } from '../book-files.ts';
import { startLibrary, type Library } from '../library.ts';
import { password, type SignedIn, type TestServer } from '../test-server.ts';
import type { Caller } from './row.ts';

/** A server with accounts of every kind and something for every route to find. */
export interface World extends AsyncDisposable {
  readonly library: Library;
  readonly server: TestServer;
  /** An administrator besides the callers, to prepare requests with. */
  readonly owner: SignedIn;
  /** An EPUB with file and cover, and a comic. */
  readonly book: number;
  readonly comic: number;
  readonly authorId: number;
  readonly seriesId: number;
  readonly genreId: number;
  /** A text never used before. */
  unique(): string;
  newBook(): Promise<number>;
  newTag(): Promise<number>;
  newUser(): Promise<number>;
  newRole(): Promise<number>;
  /** A sign-in of the caller that nothing else uses. */
  signIn(caller: Caller): Promise<{ readonly id: number; readonly token: string | undefined }>;
}

/** So many books without a file that no validation archives them without asking. */
const booksWithoutFile = 12;

export async function createWorld(): Promise<World> {
  const library = await startLibrary({ env: { DUST_KOSYNC_REGISTRATION: 'true' } });
  const { server } = library;
  const owner = await server.signUp('owner');
  const members = {
    admin: await server.signUp('admin', ['admin']),
    librarian: await server.signUp('librarian', ['librarian']),
    user: await server.signUp('user', ['user']),
    guest: await server.signUp('guest', ['guest']),
    deactivated: await server.signUp('deactivated', ['user']),
    'signed-out': await server.signUp('signed-out', ['user']),
  };
  await owner.client.deleteUser({ params: { id: members.deactivated.id } });
  await members['signed-out'].client.logout();
  const [book = 0, comic = 0] = await library.add(
    {
      name: 'Emma',
      series: 'Novels',
      number: 1,
      tags: ['Fiction'],
      pages: 300,
      file: epubOf({ title: 'Emma', creator: 'Jane Austen' }),
      cover: await pngOf(),
    },
    { name: 'Comic', format: 'cbz', file: await comicOf(2) },
  );
  for (let count = 1; count <= booksWithoutFile; count += 1) await library.add({ name: `No file ${count}` });
  const found = await owner.client.getBook({ params: { id: book } });
  let used = 0;
  const unique = (): string => `x${(used += 1)}`;
  return {
    library,
    server,
    owner,
    book,
    comic,
    authorId: found.book.author.id,
    seriesId: (await owner.client.listSeries()).series[0]?.id ?? 0,
    genreId: await library.tagId('Fiction'),
    unique,
    newBook: async () => (await library.add({ name: unique() }))[0] ?? 0,
    newTag: async () =>
      (await owner.client.createTag({ body: { name: unique(), category: 'genre' } })).tag.id,
    newUser: async () => {
      const name = unique();
      const body = { username: name, email: `${name}@example.org`, password };
      return (await owner.client.createUser({ body })).user.id;
    },
    newRole: async () => (await owner.client.createRole({ body: { name: unique() } })).role.id,
    signIn: async (caller) => {
      if (caller === 'anonymous') return { id: owner.id, token: undefined };
      const { id, token } = members[caller];
      if (caller === 'deactivated' || caller === 'signed-out') return { id, token };
      const body = { email: `${caller}@example.org`, password };
      return { id, token: (await server.client().login({ body })).token };
    },
    [Symbol.asyncDispose]: () => library[Symbol.asyncDispose](),
  };
}
