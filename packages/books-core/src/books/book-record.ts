import { parseTextList, sql, type RawBuilder } from '@dust/db';

/** What shows a tag on a book. */
export interface TagRef {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly color: string | null;
}

/** A book as lists and pages show it. Times are as stored: UTC `YYYY-MM-DD HH:MM:SS`. */
export interface BookRecord {
  readonly id: number;
  readonly name: string;
  /** "Unknown Author" where none is known; its id is 0 if there is no such row. */
  readonly author: { readonly id: number; readonly name: string };
  /** Absolute path of the file. */
  readonly filePath: string;
  readonly fileFormat: string | null;
  /** Bytes. */
  readonly fileSize: number | null;
  readonly pageCount: number | null;
  readonly isbn: string | null;
  readonly publicationDate: string | null;
  readonly publisher: string | null;
  readonly description: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** What the file says of copyright and licence. */
  readonly rights: string | null;
  /** URIs but for the ISBN's, in the order of the file. */
  readonly identifiers: readonly string[];
  readonly seriesId: number | null;
  readonly series: string | null;
  readonly seriesNumber: number | null;
  /** By category, then name. */
  readonly tags: readonly TagRef[];
  readonly coverHash: string | null;
  readonly status: 'active' | 'archived';
  readonly archivedAt: string | null;
  readonly archiveReason: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** A row of {@link bookColumns}. */
export interface BookRecordRow extends Omit<BookRecord, 'author' | 'tags' | 'identifiers'> {
  readonly authorId: number;
  readonly authorName: string;
  /** JSON array of texts. */
  readonly identifierList: string | null;
  /** JSON: id, name, category, color of one tag after the other. */
  readonly tagList: string;
}

export const unknownAuthorName = 'Unknown Author';

/** The columns of a {@link BookRecordRow}; needs {@link bookSources}. */
export const bookColumns: RawBuilder<BookRecordRow> = sql<BookRecordRow>`
  books.id, books.name,
  coalesce(authors.id, (select min(id) from authors where name = ${sql.lit(unknownAuthorName)}), 0) as authorId,
  coalesce(authors.name, ${sql.lit(unknownAuthorName)}) as authorName,
  books.file_path as filePath, lower(books.file_format) as fileFormat, books.file_size as fileSize,
  books.page_count as pageCount, nullif(books.isbn, '') as isbn, nullif(books.publication_date, '') as publicationDate,
  nullif(books.publisher, '') as publisher, nullif(books.description, '') as description,
  nullif(books.language, '') as language, nullif(cast(books.rights as text), '') as rights,
  cast(books.identifiers as text) as identifierList, series.id as seriesId, series.name as series,
  books.series_number as seriesNumber, books.cover_hash as coverHash,
  case when books.status = 'archived' then 'archived' else 'active' end as status,
  books.archived_at as archivedAt, books.archive_reason as archiveReason,
  books.created_at as createdAt, books.updated_at as updatedAt,
  (select json_group_array(json_array(tags.id, tags.name, tags.category, tags.color) order by tags.category, lower(tags.name), tags.id)
    from book_tags join tags on tags.id = book_tags.tag_id where book_tags.book_id = books.id) as tagList`;

/** What {@link bookColumns} are read from besides `books`. */
export const bookSources: RawBuilder<unknown> = sql`
  left join authors on authors.id = books.author left join series on series.id = books.series_id`;

export function toBookRecord(row: BookRecordRow): BookRecord {
  const { authorId, authorName, identifierList, tagList, ...book } = row;
  return {
    ...book,
    author: { id: authorId, name: authorName },
    identifiers: parseTextList(identifierList),
    tags: parseTags(tagList),
  };
}

function parseTags(tagList: string): TagRef[] {
  const tags: readonly (readonly [number, string, string, string | null])[] = JSON.parse(tagList);
  return tags.map(([id, name, category, color]) => ({ id, name, category, color }));
}
