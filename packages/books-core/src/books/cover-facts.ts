import { sql, type Db } from '@dust/db';
import { prepareSql } from '../prepare-sql.ts';

/** Where the cover of a book comes from. */
export interface CoverFacts {
  readonly id: number;
  /** Absolute path of the book's file. */
  readonly filePath: string;
  /** SHA-256 (hex) that names the cover; null without one. */
  readonly coverHash: string | null;
  /** `file`, `embedded`, `first-page` or `external`. */
  readonly coverSource: string | null;
  /** Absolute path of an image file outside the book, where that is the cover. */
  readonly coverImagePath: string | null;
}

const selectCoverFacts = prepareSql(
  (argument: { readonly bookId: number }) => sql<CoverFacts>`
    select id, file_path as filePath, cover_hash as coverHash, cover_source as coverSource, cover_image_path as coverImagePath
    from books where id = ${argument.bookId}`,
);

/** The cover of a book, whoever asks: whether the caller may see the book, or holds a signed URL, is to be decided before. */
export async function getCoverFacts(db: Db, bookId: number): Promise<CoverFacts | undefined> {
  return selectCoverFacts.first(db, { bookId });
}

const selectKnownHashes = prepareSql(
  (argument: { readonly hashes: string }) => sql<{ readonly coverHash: string }>`
    select distinct cover_hash as coverHash from books where cover_hash in (select value from json_each(${argument.hashes}))`,
);

/** Which of these hashes name the cover of a book, archived books included. */
export async function listKnownCoverHashes(db: Db, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await selectKnownHashes.all(db, { hashes: JSON.stringify(hashes) });
  return new Set(rows.map(({ coverHash }) => coverHash));
}
