import { prepareQuery, sql, type Db, type PreparedQuery } from '@dust/db';
import type { Sight, VisibleBooks } from '../visible-books.ts';

/** A book as KOReader knows it. */
export interface DocumentBook {
  readonly id: number;
  readonly pageCount: number | null;
  /** Lower case. */
  readonly fileFormat: string | null;
}

type Statement = PreparedQuery<Sight & { readonly document: string }, DocumentBook>;

const known = new WeakMap<VisibleBooks['condition'], Statement>();

/** The active book that KOReader's partial MD5 names, if the reader may see it; of several the one of the lowest id. */
export async function findDocument(
  db: Db,
  { document, visible }: { readonly document: string; readonly visible: VisibleBooks },
): Promise<DocumentBook | undefined> {
  const { condition, sight } = visible;
  const statement = known.get(condition) ?? prepare(condition);
  known.set(condition, statement);
  return statement.first(db, { ...sight, document });
}

function prepare(condition: VisibleBooks['condition']): Statement {
  return prepareQuery((db, argument: Sight & { readonly document: string }) =>
    db
      .selectFrom('books')
      .select((select) => [
        'books.id',
        'books.page_count as pageCount',
        select.fn<string | null>('lower', ['books.file_format']).as('fileFormat'),
      ])
      .where('books.partial_md5', '=', argument.document)
      .where(sql<boolean>`books.status is distinct from 'archived'`)
      .where(condition(argument, sql.ref<number>('books.id')))
      .orderBy('books.id')
      .limit(1),
  );
}
