import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeSampleLibrary } from '@dust/tooling/sample-library';
import type { Services } from '../src/services.ts';

export interface Shelved {
  /** Absolute path of the file. */
  readonly path: string;
  readonly format: string;
  readonly name?: string;
  readonly coverPath?: string;
  readonly coverHash?: string;
}

/** Puts a book into the database without a scan; returns its id. */
export async function shelve({ db }: Services, book: Shelved): Promise<number> {
  const name = book.name ?? 'A book';
  const { id } = await db
    .insertInto('books')
    .values({
      name,
      name_key: name.toLowerCase(),
      file_path: book.path,
      file_format: book.format,
      cover_image_path: book.coverPath ?? null,
      cover_hash: book.coverHash ?? null,
      cover_source: book.coverHash === undefined ? null : book.coverPath === undefined ? 'embedded' : 'file',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Tags a book so that only holders of `content.nsfw` see it. */
export async function hideBook({ db }: Services, bookId: number): Promise<void> {
  const tag = await db.selectFrom('tags').select('id').where('name', '=', 'NSFW').executeTakeFirstOrThrow();
  await db.insertInto('book_tags').values({ book_id: bookId, tag_id: tag.id }).execute();
}

/** Writes the sample library of Dust: ten EPUBs, a PDF and two comics, some of them in folders. */
export function writeSampleLibrary(folder: string): void {
  for (const { path, bytes } of makeSampleLibrary()) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
