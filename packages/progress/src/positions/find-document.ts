import { prepareQuery, sql, type Db, type PreparedQuery } from '@dust/db';
import type { Sight, VisibleBooks } from '../visible-books.ts';

type Statement = PreparedQuery<Sight & { readonly document: string }, { readonly id: number }>;

const known = new WeakMap<VisibleBooks['condition'], Statement>();

/** The id of the active book that KOReader's partial MD5 names, if the reader may see it; of several the one of the lowest id. */
export async function findDocument(
  db: Db,
  { document, visible }: { readonly document: string; readonly visible: VisibleBooks },
): Promise<number | undefined> {
  const { condition, sight } = visible;
  const statement = known.get(condition) ?? prepare(condition);
  known.set(condition, statement);
  return (await statement.first(db, { ...sight, document }))?.id;
}

function prepare(condition: VisibleBooks['condition']): Statement {
  return prepareQuery((db, argument: Sight & { readonly document: string }) =>
    db
      .selectFrom('books')
      .select('books.id')
      .where('books.partial_md5', '=', argument.document)
      .where(sql<boolean>`books.status is distinct from 'archived'`)
      .where(condition(argument, sql.ref<number>('books.id')))
      .orderBy('books.id')
      .limit(1),
  );
}
