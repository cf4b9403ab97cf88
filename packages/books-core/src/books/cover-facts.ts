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
