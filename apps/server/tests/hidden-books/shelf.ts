import { comicOf, pngOf } from '../book-files.ts';
import { startLibrary, type Library } from '../library.ts';
import type { SignedIn } from '../test-server.ts';

/** Tags that hide their books, and what opens them. */
export const hidingTags = [
  ['NSFW', 'content.nsfw'],
  ['Adult', 'content.nsfw'],
  ['Magic', 'content.restricted'],
] as const;

export const bookNames = [
  'Open book',
  'Hidden book',
  'Lone book',
  'Old open book',
  'Old hidden book',
] as const;
export type BookName = (typeof bookNames)[number];

export type ViewerName = 'user' | 'granted' | 'librarian';

/** Which books each viewer may see: `granted` holds the permission for one book only. */
export const visible: Readonly<Record<ViewerName, readonly BookName[]>> = {
  user: ['Open book', 'Old open book'],
  granted: ['Open book', 'Hidden book', 'Old open book'],
  librarian: bookNames,
};

/** Books of which some are hidden, with viewers who have all read all of them. */
export interface Shelf extends AsyncDisposable {
  readonly library: Library;
  readonly tag: string;
  readonly ids: Readonly<Record<BookName, number>>;
  readonly viewers: Readonly<Record<ViewerName, SignedIn>>;
  /** May keep the library, and lacks what the tag requires. */
  readonly keeper: SignedIn;
}

export async function createShelf(tag: string, permission: string): Promise<Shelf> {
  const library = await startLibrary();
  const { server } = library;
  await server.signUp('admin');
  const viewers = {
    user: await server.signUp('user', ['user']),
    granted: await server.signUp('granted', ['user']),
    librarian: await server.signUp('librarian', ['librarian']),
  };
  const keeper = await server.signUp('keeper', ['user']);
  await library.grant(keeper.id, 'books.manage');
  const comic = { format: 'cbz', file: await comicOf(1), cover: await pngOf() };
  const hidden = { tags: [tag, 'Fiction'] };
  const saga = { author: 'Shared Author', series: 'Shared Saga' };
  const [open = 0, secret = 0, lone = 0, oldOpen = 0, oldSecret = 0] = await library.add(
    { name: 'Open book', tags: ['Fiction'], ...saga, ...comic },
    { name: 'Hidden book', ...hidden, ...saga, ...comic },
    { name: 'Lone book', ...hidden, author: 'Lone Author', series: 'Lone Saga', ...comic },
    { name: 'Old open book', status: 'archived', ...saga },
    { name: 'Old hidden book', status: 'archived', ...hidden, ...saga },
  );
  await server.services.db
    .updateTable('books')
    .set({ publisher: 'Secret House', language: 'la' })
    .where('id', 'in', [secret, lone, oldSecret])
    .execute();
  const ids = {
    'Open book': open,
    'Hidden book': secret,
    'Lone book': lone,
    'Old open book': oldOpen,
    'Old hidden book': oldSecret,
  };
  await library.grant(viewers.granted.id, permission, ids['Hidden book']);
  for (const { id: userId } of Object.values(viewers)) {
    for (const bookId of Object.values(ids)) {
      const row = { user_id: userId, book_id: bookId, current_page: 5, total_pages: 10 };
      await server.services.db
        .insertInto('reading_progress')
        .values({ ...row, percentage_complete: 50 })
        .execute();
    }
  }
  const dispose = (): PromiseLike<void> => library[Symbol.asyncDispose]();
  return { library, tag, ids, viewers, keeper, [Symbol.asyncDispose]: dispose };
}
