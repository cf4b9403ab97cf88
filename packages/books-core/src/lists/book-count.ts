import type { Db, PreparedQuery } from '@dust/db';
import { sql } from '@dust/db';
import { BoundedMap } from '../bounded-map.ts';
import { countOf, type SelectionArguments } from './book-conditions.ts';
import type { BookList } from './book-list.ts';
import { restrictionsOf, type BookSelection } from './book-query.ts';
import { prepareSql } from '../prepare-sql.ts';
import { prepareQuestion, visibilitySignature, type Question, type Remembered } from './remembered.ts';
import { viewerArguments, type ViewerArguments } from '../viewer.ts';

type CountArguments = SelectionArguments & ViewerArguments;
type CountQuery = Question<CountArguments>['query'];
type FreshCount = PreparedQuery<CountArguments, { readonly count: number }>;

const countQueries = new BoundedMap<string, CountQuery>(200);
const freshCounts = new BoundedMap<string, FreshCount>(200);

/** How many books the list has for its viewer. */
export async function countBooks(db: Db, remembered: Remembered, list: BookList): Promise<number> {
  if (list.total !== undefined) return list.total;
  const { reading } = list.select(remembered.latest);
  if (reading === null) return rememberedCount(remembered, list);
  // Reading changes without the library, so it is counted anew: among what the viewer has read, which is little.
  if (reading === 'unread') {
    const all = await rememberedCount(remembered, list);
    return all - (await freshCount(db, list, { ...list.select(remembered.latest), reading: 'begun' }));
  }
  return freshCount(db, list, list.select(await remembered.snapshot()));
}

async function rememberedCount(remembered: Remembered, { select, viewer }: BookList): Promise<number> {
  const total = await remembered.ask((snapshot) => {
    const selection: BookSelection = { ...select(snapshot), reading: null };
    const key = `books ${JSON.stringify(selection)} ${visibilitySignature(viewer, snapshot)}`;
    return { key, query: countQuery(selection), args: { ...selection, ...viewerArguments(viewer) } };
  });
  return Number(total);
}

function countQuery(selection: BookSelection): CountQuery {
  const prepare = (): CountQuery =>
    prepareQuestion((argument: CountArguments) => countOf(selection, argument));
  if (selection.q !== null) return prepare();
  return countQueries.getOrMake(restrictionsOf(selection), prepare);
}

async function freshCount(db: Db, { viewer }: BookList, selection: BookSelection): Promise<number> {
  const prepare = (): FreshCount =>
    prepareSql(
      (argument: CountArguments) =>
        sql<{ readonly count: number }>`select ${countOf(selection, argument)} as count`,
    );
  const query = selection.q === null ? freshCounts.getOrMake(restrictionsOf(selection), prepare) : prepare();
  const row = await query.first(db, { ...selection, ...viewerArguments(viewer) });
  return row?.count ?? 0;
}
