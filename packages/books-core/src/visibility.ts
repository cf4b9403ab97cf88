import { sql, type RawBuilder, type SqlBool } from '@dust/db';
import { viewerArguments, type Viewer, type ViewerArguments } from './viewer.ts';

/**
 * True for books the viewer may see: for every tag of the book that requires a permission, the viewer holds it globally or for
 * that book. The one place where this is decided.
 *
 * @param bookId the column or value that holds the book's id
 */
export function visibleBooks(viewer: Viewer, bookId: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return visibleTo(viewerArguments(viewer), bookId);
}

/** {@link visibleBooks} for prepared queries, where the viewer is among the arguments. */
export function visibleTo(viewer: ViewerArguments, bookId: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`not exists (select 1 ${hidingTags(viewer, sql`hiding.book_id = ${bookId}`)})`;
}

/** Ids of all books hidden from the viewer: cheaper than {@link visibleTo} where most books of the library are looked at. */
export function hiddenBookIds(viewer: ViewerArguments): RawBuilder<number> {
  return sql<number>`select distinct hiding.book_id ${hidingTags(viewer)}`;
}

/** Name of the first tag, by category and name, that hides the book from the viewer; null for a visible book. */
export function firstHidingTag(
  viewer: ViewerArguments,
  bookId: RawBuilder<unknown>,
): RawBuilder<string | null> {
  return sql<string | null>`(
    select tags.name from tags where tags.id in (
      select hiding.tag_id ${hidingTags(viewer, sql`hiding.book_id = ${bookId}`)}
    ) order by tags.category, lower(tags.name), tags.id limit 1
  )`;
}

/** Assignments of tags that hide their book. Neither set within depends on the book, so each is made once a statement. */
function hidingTags(viewer: ViewerArguments, ofBook: RawBuilder<SqlBool> = sql`true`): RawBuilder<unknown> {
  return sql`from book_tags as hiding
    where ${ofBook} and hiding.tag_id in (
      select id from tags where requires_permission is not null
        and ${isMissing(viewer, sql`json_quote(requires_permission)`)} and ${isMissing(viewer, sql.lit('"admin.full"'))}
    )
    and (hiding.book_id, hiding.tag_id) not in (
      select granted.resource_id, required.id from user_permissions as granted
      cross join permissions on permissions.id = granted.permission_id
      cross join tags as required on ${implies(sql`permissions.name`, sql`required.requires_permission`)}
      where granted.user_id = ${viewer.viewerId} and granted.resource_id is not null
    )`;
}

/** Looking for text in text costs a fraction of what SQLite needs to take a JSON array apart. */
function isMissing(viewer: ViewerArguments, quotedName: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`instr(${viewer.viewerPermissions}, ${quotedName}) = 0`;
}

/** True if a grant of `granted` gives permission `asked`. */
function implies(granted: RawBuilder<unknown>, asked: RawBuilder<unknown>): RawBuilder<SqlBool> {
  const area = sql`substr(${asked}, 1, instr(${asked}, '.'))`;
  return sql<SqlBool>`(
    ${granted} in (${asked}, 'admin.full')
    or (${granted} = ${area} || 'manage' and ${asked} in (${area} || 'write', ${area} || 'read', ${area} || 'delete'))
    or (${granted} = ${area} || 'write' and ${asked} = ${area} || 'read')
  )`;
}
