import { foldKey, indexBooks, toDbTime, type Db, type Tx } from '@dust/db';
import { newMetadata, type StoredMetadata } from '../metadata/merge.ts';
import { knownFacts, type LookupPolicy } from '../providers/lookup-policy.ts';
import { inFewSizes } from '../queries/statement-sizes.ts';
import { resolveAuthors } from './authors.ts';
import { problemOfFile } from './book-problem.ts';
import { loadTags, tagNewBooks, type TagIndex } from './book-tags.ts';
import {
  authorName,
  candidatesOfFile,
  creatorsOf,
  fileColumns,
  metadataColumns,
  tagsOfFile,
  type ReadBookFile,
} from './book-draft.ts';
import { insertCreators } from './creators.ts';
import { quarantineFiles } from './quarantine.ts';
import { resolveSeries } from './series.ts';

/** How books are written. */
export interface WriteOptions {
  readonly now: Date;
  /** Which answers of outside catalogues count. */
  readonly lookup: LookupPolicy;
}

interface NewBookDraft {
  readonly read: ReadBookFile;
  readonly metadata: StoredMetadata;
  readonly tags: readonly string[];
}

/**
 * Adds files as new books in one transaction, with authors, series, tags, creators, search entries and quarantine entries.
 * A path that is a book already is left alone.
 *
 * @returns ids of the books added, in the order of the files
 */
export async function addBooks(
  db: Db,
  files: readonly ReadBookFile[],
  options: WriteOptions,
): Promise<number[]> {
  try {
    return await tryAddBooks(db, files, options);
  } catch {
    // A tag that is deleted between looking it up and giving it fails the transaction, but not a second one.
    return tryAddBooks(db, files, options);
  }
}

async function tryAddBooks(
  db: Db,
  files: readonly ReadBookFile[],
  { now, lookup }: WriteOptions,
): Promise<number[]> {
  // Before the transaction, which keeps others from writing.
  const tags = await loadTags(db);
  const options = { isNew: true, restrictedGenres: tags.restrictedGenres };
  const drafts = (await withKnownFacts(db, files, lookup)).map((read): NewBookDraft => {
    const metadata = newMetadata(candidatesOfFile(read));
    return { read, metadata, tags: tagsOfFile(read, metadata.values, options) };
  });
  return db.transaction().execute((tx) => insertDrafts(tx, drafts, { ids: tags.ids, now }));
}

/** Adds what catalogues have said about each file's ISBN. */
async function withKnownFacts(
  db: Db,
  files: readonly ReadBookFile[],
  policy: LookupPolicy,
): Promise<readonly ReadBookFile[]> {
  if (policy.mode === 'off') return files;
  const isbns = files.map((file) => candidatesOfFile(file).isbn);
  const known = await knownFacts(db, isbns, policy);
  return files.map((file, index) => ({ ...file, external: known.get(isbns[index]?.value ?? '') ?? null }));
}

async function insertDrafts(
  tx: Tx,
  drafts: readonly NewBookDraft[],
  { ids, now }: { readonly ids: TagIndex['ids']; readonly now: Date },
): Promise<number[]> {
  const idByPath = await insertRows(tx, drafts, now);
  const added = drafts.flatMap((draft) => {
    const bookId = idByPath.get(draft.read.file.path);
    return bookId === undefined ? [] : [{ ...draft, bookId }];
  });
  await insertCreators(
    tx,
    added.map(({ bookId, read }) => ({ bookId, creators: creatorsOf(read) })),
  );
  await tagNewBooks(tx, added, { ids, now });
  const problems = added
    .map(({ bookId, read }) => problemOfFile(read, bookId))
    .filter((file) => file !== null);
  await quarantineFiles(tx, problems, now);
  const bookIds = added.map(({ bookId }) => bookId);
  await indexBooks(tx, bookIds);
  return bookIds;
}

async function insertRows(
  tx: Tx,
  drafts: readonly NewBookDraft[],
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const values = drafts.map(({ metadata }) => metadata.values);
  const authors = await resolveAuthors(tx, values.map(authorName), now);
  const seriesNames = values.map(({ series }) => series).filter((name) => name !== null);
  const series = await resolveSeries(tx, seriesNames, now);
  const time = toDbTime(now);
  const rows = drafts.map(({ read, metadata }) => ({
    ...fileColumns(read),
    ...metadataColumns(metadata),
    file_path: read.file.path,
    file_format: read.file.format,
    author: authors.get(authorName(metadata.values)) ?? null,
    series_id: metadata.values.series === null ? null : (series.get(foldKey(metadata.values.series)) ?? null),
    status: 'active',
    created_at: time,
    updated_at: time,
  }));
  const ids = new Map<string, number>();
  for (const group of inFewSizes(rows)) {
    const added = await tx
      .insertInto('books')
      .values(group)
      .onConflict((conflict) => conflict.column('file_path').doNothing())
      .returning(['id', 'file_path'])
      .execute();
    for (const { id, file_path: path } of added) ids.set(path, id);
  }
  return ids;
}
