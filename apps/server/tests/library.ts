import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { foldKey, indexBooks } from '@dust/db';
import { startTestServer, type TestServer, type TestServerOptions } from './test-server.ts';

export interface BookFields {
  readonly name: string;
  readonly author?: string;
  readonly series?: string;
  readonly number?: number;
  readonly tags?: readonly string[];
  readonly status?: 'active' | 'archived';
  readonly archiveKind?: 'missing' | 'manual';
  readonly archivedAt?: string;
  readonly format?: string;
  readonly pages?: number;
  /** Bytes of the file; without them there is none. */
  readonly file?: Buffer;
  /** Bytes of a cover image beside the file. */
  readonly cover?: Buffer;
}

/** A server with one library directory, to fill with books. */
export interface Library extends AsyncDisposable {
  readonly server: TestServer;
  /** Adds books as a scan would have. */
  add(...books: readonly BookFields[]): Promise<number[]>;
  /** Grants a permission everywhere, or for one book. */
  grant(userId: number, permission: string, bookId?: number): Promise<void>;
  tagId(name: string): Promise<number>;
  pathOf(fields: Pick<BookFields, 'name' | 'format'>): string;
}

export async function startLibrary(options: TestServerOptions = {}): Promise<Library> {
  const server = await startTestServer({ ...options, env: { DUST_DIRS: 'library', ...options.env } });
  const { db } = server.services;
  mkdirSync(join(server.folder, 'library'), { recursive: true });
  const pathOf = ({ name, format = 'epub' }: Pick<BookFields, 'name' | 'format'>): string =>
    join(server.folder, 'library', name, `${name}.${format}`);

  async function tagId(name: string): Promise<number> {
    const { id } = await db
      .selectFrom('tags')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return id;
  }

  async function add(fields: BookFields): Promise<number> {
    const { name, author = 'Jane Austen', series, tags = [], status = 'active', format = 'epub' } = fields;
    const path = pathOf(fields);
    const coverPath = join(dirname(path), 'cover.png');
    writeIfAny(path, fields.file);
    writeIfAny(coverPath, fields.cover);
    const isArchived = status === 'archived';
    const hasCover = fields.cover !== undefined;
    const { id } = await db
      .insertInto('books')
      .values({
        name,
        name_key: foldKey(name),
        author: await rowNamed(server, 'authors', author),
        series_id: series === undefined ? null : await rowNamed(server, 'series', series),
        series_number: fields.number ?? null,
        file_path: path,
        file_format: format,
        file_size: fields.file?.length ?? 1000,
        page_count: fields.pages ?? null,
        cover_hash: hasCover ? createHash('sha256').update(fields.cover).digest('hex') : null,
        cover_source: hasCover ? 'file' : null,
        cover_image_path: hasCover ? coverPath : null,
        status,
        archived_at: isArchived ? (fields.archivedAt ?? '2025-01-01 00:00:00') : null,
        archive_reason: isArchived ? 'gone' : null,
        archive_kind: isArchived ? (fields.archiveKind ?? 'manual') : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const tag of tags)
      await db
        .insertInto('book_tags')
        .values({ book_id: id, tag_id: await tagId(tag), applied_by: null })
        .execute();
    await indexBooks(db, [id]);
    return id;
  }

  return {
    server,
    tagId,
    pathOf,
    add: async (...books) => {
      const ids: number[] = [];
      for (const book of books) ids.push(await add(book));
      return ids;
    },
    grant: async (userId, permission, bookId) => {
      const { id } = await db
        .selectFrom('permissions')
        .select('id')
        .where('name', '=', permission)
        .executeTakeFirstOrThrow();
      const grant = { user_id: userId, permission_id: id, resource_id: bookId ?? null };
      await db.insertInto('user_permissions').values(grant).execute();
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function rowNamed(
  { services: { db } }: TestServer,
  table: 'authors' | 'series',
  name: string,
): Promise<number> {
  const known = await db.selectFrom(table).select('id').where('name', '=', name).executeTakeFirst();
  if (known !== undefined) return known.id;
  const { id } = await db
    .insertInto(table)
    .values({ name, name_key: foldKey(name) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function writeIfAny(path: string, content: Buffer | undefined): void {
  if (content === undefined) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
