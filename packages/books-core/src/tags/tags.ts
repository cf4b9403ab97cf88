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

const selectBookIdsOfTag = prepareSql(
  (argument: { readonly tagId: number }) => sql<{ readonly id: number }>`
    select book_id as id from book_tags where tag_id = ${argument.tagId} order by book_id`,
);

/** Ids of all books with the tag, hidden and archived ones included. */
export async function listBookIdsOfTag(db: Db, tagId: number): Promise<number[]> {
  const rows = await selectBookIdsOfTag.all(db, { tagId });
  return rows.map(({ id }) => id);
}
