import { sql, type Expression, type RawBuilder, type SqlBool } from '@dust/db';

/** What a {@link VisibleBooks} condition needs to know of a reader, as arguments of a prepared query. */
export interface Sight {
  readonly viewerId: number;
  /** JSON array of permission names. */
  readonly viewerPermissions: string;
}

/**
 * Which books exist for a reader. Queries are built once for each condition, so it is to be a constant: what differs from reader
 * to reader is in `sight`.
 */
export interface VisibleBooks {
  /** True in SQL for a book, by its id, that exists for whoever has the sight. */
  readonly condition: (sight: Sight, bookId: RawBuilder<number>) => Expression<SqlBool>;
  readonly sight: Sight;
}

/** For readers who may see everything. */
export const everyBook: VisibleBooks = {
  condition: () => sql<SqlBool>`1 = 1`,
  sight: { viewerId: 0, viewerPermissions: '[]' },
};
