import { prepareQuery, sql, type PreparedQuery, type UnmatchedPositionRow } from '@dust/db';

export interface OneDocument {
  readonly userId: number;
  readonly document: string;
}

/** What is known of a document, latest first. */
export const selectUnmatched: PreparedQuery<OneDocument, UnmatchedPositionRow> = prepareQuery(
  (db, argument: OneDocument) =>
    db
      .selectFrom('unmatched_positions')
      .selectAll()
      .where('user_id', '=', argument.userId)
      .where('document', '=', argument.document)
      .orderBy('received_at', 'desc')
      .orderBy('client'),
);

/** Writes the position of a client over the one that arrived before. */
export const upsertUnmatched: PreparedQuery<UnmatchedPositionRow, never> = prepareQuery(
  (db, argument: UnmatchedPositionRow) =>
    db
      .insertInto('unmatched_positions')
      .values({
        user_id: argument.user_id,
        document: argument.document,
        client: argument.client,
        device: argument.device,
        value: argument.value,
        percentage: argument.percentage,
        received_at: argument.received_at,
      })
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'document', 'client']).doUpdateSet((row) => ({
          device: row.ref('excluded.device'),
          value: row.ref('excluded.value'),
          percentage: row.ref('excluded.percentage'),
          received_at: row.ref('excluded.received_at'),
        })),
      )
      .$castTo<never>(),
);

export const deleteUnmatched: PreparedQuery<OneDocument, never> = prepareQuery((db, argument: OneDocument) =>
  db
    .deleteFrom('unmatched_positions')
    .where('user_id', '=', argument.userId)
    .where('document', '=', argument.document)
    .$castTo<never>(),
);

export const countUnmatched: PreparedQuery<{ readonly userId: number }, { readonly count: number }> =
  prepareQuery((db, argument: { readonly userId: number }) =>
    db
      .selectFrom('unmatched_positions')
      .select(sql<number>`count(*)`.as('count'))
      .where('user_id', '=', argument.userId),
  );

/** Forgets the positions of a user that arrived first, but for so many. */
export const dropOldestUnmatched: PreparedQuery<{ readonly userId: number; readonly keep: number }, never> =
  prepareQuery((db, argument: { readonly userId: number; readonly keep: number }) =>
    db
      .deleteFrom('unmatched_positions')
      .where('user_id', '=', argument.userId)
      .where(
        sql`(document, client)`,
        'in',
        sql`(select document, client from unmatched_positions where user_id = ${argument.userId}
        order by received_at desc limit -1 offset ${argument.keep})`,
      )
      .$castTo<never>(),
  );

/** Documents after one of them that positions wait for and that are books by now. */
export const selectArrived: PreparedQuery<
  OneDocument & { readonly limit: number },
  { readonly user_id: number; readonly document: string }
> = prepareQuery((db, argument: OneDocument & { readonly limit: number }) =>
  db
    .selectFrom('unmatched_positions')
    .select(['user_id', 'document'])
    .distinct()
    .where(sql<boolean>`(user_id, document) > (${argument.userId}, ${argument.document})`)
    .where(
      sql<boolean>`exists (select 1 from books where books.partial_md5 = unmatched_positions.document
        and books.status is distinct from 'archived')`,
    )
    .orderBy('user_id')
    .orderBy('document')
    .limit(argument.limit),
);
