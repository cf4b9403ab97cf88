import { sql, type Db } from '@dust/db';
import { prepareSql } from '../prepare-sql.ts';
import { tagColumns, type TagRecord } from './tag-record.ts';

const selectTags = prepareSql<Record<string, never>, TagRecord>(
  () => sql<TagRecord>`select ${tagColumns} from tags order by category, lower(name), id`,
);

const selectTagsOfCategory = prepareSql(
  (argument: { readonly category: string }) => sql<TagRecord>`
    select ${tagColumns} from tags where category = ${argument.category} order by lower(name), id`,
);

/** All tags by category, then name. */
export async function listTags(db: Db): Promise<TagRecord[]> {
  return selectTags.all(db, {});
}

/** The tags of a category by name; none for an unknown category. */
export async function listTagsByCategory(db: Db, category: string): Promise<TagRecord[]> {
  return selectTagsOfCategory.all(db, { category });
}
