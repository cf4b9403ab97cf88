import { foldKey, indexBooks, type Database, type Db } from '@dust/db';
import { createTestDatabase } from '@dust/db/testing';
import { createCatalog, type Catalog, type Viewer } from '../src/index.ts';

export interface BookFields {
  readonly name: string;
  readonly author?: string | null;
  readonly series?: string;
  readonly number?: number;
  readonly tags?: readonly string[];
  readonly status?: 'active' | 'archived' | null;
  readonly format?: string;
  readonly isbn?: string;
  readonly description?: string;
  readonly createdAt?: string | null;
  readonly archivedAt?: string;
  readonly archiveKind?: 'missing' | 'manual';
  readonly size?: number;
  readonly publisher?: string;
  readonly language?: string;
}

/** A database with a reader, a holder of all content and an administrator, to fill with books. */
export interface Library extends AsyncDisposable {
  readonly db: Db;
  readonly catalog: Catalog;
  /** Statements run since the last call. */
  readonly statements: () => string[];
  readonly add: (fields: BookFields | string) => Promise<number>;
  /** Grants a permission for one book. */
  readonly grant: (viewer: Viewer, permission: string, bookId: number) => Promise<void>;
}

/** Role `user`. */
export const reader: Viewer = { userId: 1, permissions: new Set(['books.read', 'genres.read']) };
/** Sees everything the seeded tags hide. */
export const holder: Viewer = {
  userId: 2,
  permissions: new Set(['books.read', 'content.nsfw', 'content.restricted']),
};
export const admin: Viewer = {
  userId: 3,
  permissions: new Set(['admin.full', 'books.manage', 'content.nsfw', 'content.restricted']),
};

export async function createLibrary(books: readonly (BookFields | string)[] = []): Promise<Library> {
  const seen: string[] = [];
  const database = await createTestDatabase({ onStatement: (text) => seen.push(text) });
  const { db } = database;
  for (const username of ['reader', 'holder', 'admin']) {
    const email = `${username}@x.org`;
    await db.insertInto('users').values({ username, email, display_name: username, password: '-' }).execute();
  }
  const library = { ...toLibrary(database), statements: () => seen.splice(0) };
  for (const book of books) await library.add(book);
  seen.length = 0;
  return library;
}

function toLibrary(database: Database): Omit<Library, 'statements'> {
  const { db } = database;
  return {
    db,
    catalog: createCatalog({ db }),
    add: (fields) => addBook(db, typeof fields === 'string' ? { name: fields } : fields),
    grant: async (viewer, permission, bookId) => {
      const { id } = await db
        .selectFrom('permissions')
        .select('id')
        .where('name', '=', permission)
        .executeTakeFirstOrThrow();
      await db
        .insertInto('user_permissions')
        .values({ user_id: viewer.userId, permission_id: id, resource_id: bookId })
        .execute();
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

async function addBook(db: Db, fields: BookFields): Promise<number> {
  const { name, author = 'Jane Austen', series, tags = [], status = 'active' } = fields;
  const { id } = await db
    .insertInto('books')
    .values({
      name,
      name_key: foldKey(name),
      author: author === null ? null : await rowNamed(db, 'authors', author),
      series_id: series === undefined ? null : await rowNamed(db, 'series', series),
      series_number: fields.number ?? null,
      file_path: `/library/${name}-${Math.random()}.epub`,
      file_format: fields.format ?? 'epub',
      file_size: fields.size ?? 1000,
      isbn: fields.isbn ?? null,
      publisher: fields.publisher ?? null,
      language: fields.language ?? null,
      description: fields.description ?? null,
      status,
      archived_at: status === 'archived' ? (fields.archivedAt ?? '2025-01-01 00:00:00') : null,
      archive_reason: status === 'archived' ? 'gone' : null,
      archive_kind: status === 'archived' ? (fields.archiveKind ?? 'manual') : null,
      created_at: fields.createdAt === undefined ? '2025-01-01 00:00:00' : fields.createdAt,
      updated_at: '2025-01-01 00:00:00',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const tag of tags) await putTag(db, id, tag);
  await indexBooks(db, [id]);
  return id;
}

async function rowNamed(db: Db, table: 'authors' | 'series', name: string): Promise<number> {
  const known = await db.selectFrom(table).select('id').where('name', '=', name).executeTakeFirst();
  if (known !== undefined) return known.id;
  const { id } = await db
    .insertInto(table)
    .values({ name, name_key: foldKey(name) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function putTag(db: Db, bookId: number, name: string): Promise<void> {
  const { id } = await db.selectFrom('tags').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  await db.insertInto('book_tags').values({ book_id: bookId, tag_id: id, applied_by: null }).execute();
}

export function namesOf(items: readonly { readonly name: string }[]): string[] {
  return items.map(({ name }) => name);
}
