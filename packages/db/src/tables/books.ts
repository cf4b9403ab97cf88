import type { Generated, Insertable, Selectable, Updateable } from 'kysely';

export interface BooksTable {
  id: Generated<number>;
  name: string;
  /** An id of `authors`. */
  author: number | null;
  /** Absolute path of the file. */
  file_path: string;
  isbn: string | null;
  publication_date: string | null;
  publisher: string | null;
  description: string | null;
  page_count: number | null;
  /** Bytes. */
  file_size: number | null;
  file_format: string | null;
  /** Absolute path of the cover file beside the book, if there is one. */
  cover_image_path: string | null;
  status: Generated<string | null>;
  archived_at: string | null;
  archive_reason: string | null;
  created_at: Generated<string | null>;
  updated_at: Generated<string | null>;
  /** The name as {@link foldKey} folds it: the order of lists. */
  name_key: string | null;
  /** Milliseconds since 1970, as of the last reading. */
  file_mtime: number | null;
  /** SHA-256 (hex) over the size and three sampled blocks. */
  content_hash: string | null;
  /** KOReader's partial MD5 (hex). */
  partial_md5: string | null;
  /** BCP 47. */
  language: string | null;
  series_id: number | null;
  series_number: number | null;
  /** `missing` or `manual` when archived. */
  archive_kind: string | null;
  /** SHA-256 (hex) of the cover, or another value that changes with it. */
  cover_hash: string | null;
  /** `file`, `embedded`, `first-page` or `external`. */
  cover_source: string | null;
  /** JSON: field → `user`, `legacy`, `external`, `embedded`, `path`; `tags` → `legacy` while automatic tags of an earlier server stay. */
  metadata_sources: string | null;
  /** JSON array of embedded subjects. */
  subjects: string | null;
  /** What the file says of copyright and licence. */
  rights: string | null;
  /** JSON array of URIs, in the order of the file and without ISBNs. */
  identifiers: string | null;
}

export type BookRow = Selectable<BooksTable>;
export type NewBook = Insertable<BooksTable>;
export type BookChange = Updateable<BooksTable>;
