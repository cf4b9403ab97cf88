import { sql, type Expression, type RawBuilder, type SqlBool } from '@dust/db';

/** The condition under which the book with this id exists for a reader. */
export type VisibleBooks = (bookId: RawBuilder<number>) => Expression<SqlBool>;

/** For readers who may see everything. */
export const everyBook: VisibleBooks = () => sql<SqlBool>`1 = 1`;
