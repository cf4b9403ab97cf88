import { parseTextList, sql, type Db, type RawBuilder } from '@dust/db';
import { AuthorNotFoundError } from '../errors.ts';
import type { Page, PageQuery } from '../lists/book-query.ts';
import { prepareQuestion, visibilitySignature, type Remembered } from '../lists/remembered.ts';
import { prepareSql } from '../prepare-sql.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { namedList, readNamedList, type NamedList } from './named-list.ts';
import { countGroups, hasVisible, isHidden, visibleCount } from './visible-active.ts';

/** An author with everything known; times as stored. */
export interface AuthorRecord {
  readonly id: number;
  readonly name: string;
  readonly biography: string | null;
  readonly birthDate: string | null;
  readonly deathDate: string | null;
  readonly nationality: string | null;
  readonly imageUrl: string | null;
  readonly wikipediaUrl: string | null;
  readonly goodreadsUrl: string | null;
  readonly website: string | null;
  readonly aliases: readonly string[];
  readonly genres: readonly string[];
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  /** Active books that the viewer sees. */
  readonly bookCount: number;
}

interface AuthorRow extends Omit<AuthorRecord, 'aliases' | 'genres'> {
  readonly nameKey: string;
  /** JSON arrays. */
  readonly aliases: string | null;
  readonly genres: string | null;
}

const authorId = sql.ref('authors.id');

const selectCount = prepareQuestion((argument: ViewerArguments) =>
  countGroups(argument, 'authors', 'author'),
);

const list: NamedList<AuthorRow> = namedList(
  'authors',
  (argument, { isBeyond, orderAndLimit }) => sql<AuthorRow>`
    select ${authorColumns(argument)} from authors
    where ${isBeyond} and ${hasVisible(argument, 'author', authorId)} ${orderAndLimit}`,
);

const selectAuthor = prepareSql(
  (argument: ViewerArguments & { readonly authorId: number }) => sql<AuthorRow & { isHidden: number }>`
    select ${authorColumns(argument)}, ${isHidden(argument, 'author', authorId)} as isHidden
    from authors where id = ${argument.authorId}`,
);

/** Authors with an active book that the viewer sees, by name. */
export async function listAuthors(
  db: Db,
  remembered: Remembered,
  { viewer, page }: { readonly viewer: Viewer; readonly page: PageQuery },
): Promise<Page<AuthorRecord>> {
  const args = viewerArguments(viewer);
  const total = await countAuthors(remembered, viewer);
  const { items, ...rest } = await readNamedList(db, list, { viewer: args, page, total });
  return { items: items.map(toAuthor), ...rest };
}

/** How many authors {@link listAuthors} lists. */
export async function countAuthors(remembered: Remembered, viewer: Viewer): Promise<number> {
  const count = await remembered.ask((snapshot) => ({
    key: `authors ${visibilitySignature(viewer, snapshot)}`,
    query: selectCount,
    args: viewerArguments(viewer),
  }));
  return Number(count);
}

/** One author; throws {@link AuthorNotFoundError} also if there are books of the author and the viewer sees none. */
export async function getAuthor(db: Db, viewer: Viewer, id: number): Promise<AuthorRecord> {
  const row = await selectAuthor.first(db, { ...viewerArguments(viewer), authorId: id });
  if (row === undefined || row.isHidden === 1) throw new AuthorNotFoundError();
  const { isHidden: _, ...author } = row;
  return toAuthor(author);
}

function authorColumns(viewer: ViewerArguments): RawBuilder<AuthorRow> {
  return sql<AuthorRow>`authors.id, authors.name, authors.biography, authors.birth_date as birthDate,
    authors.death_date as deathDate, authors.nationality, authors.image_url as imageUrl,
    authors.wikipedia_url as wikipediaUrl, authors.goodreads_url as goodreadsUrl, authors.website,
    authors.aliases, authors.genres, authors.created_at as createdAt, authors.updated_at as updatedAt,
    authors.name_key as nameKey, ${visibleCount(viewer, 'author', authorId)} as bookCount`;
}

function toAuthor(row: AuthorRow): AuthorRecord {
  const { nameKey: _, aliases, genres, ...author } = row;
  return { ...author, aliases: parseTextList(aliases), genres: parseTextList(genres) };
}
