import { foldKey, indexBooks, toDbTime, type BookChange, type Db, type Tx } from '@dust/db';
import { mergeMetadata, type StoredMetadata } from '../metadata/merge.ts';
import {
  authorName,
  candidatesOfFile,
  creatorsOf,
  fileColumns,
  metadataColumns,
  tagsOfFile,
  type ReadBookFile,
} from './book-draft.ts';
import { problemOfFile } from './book-problem.ts';
import { loadTags, retagBook, type TagIndex } from './book-tags.ts';
import { knownFacts, type LookupPolicy, type SourcedIsbn } from '../providers/lookup-policy.ts';
import type { WriteOptions } from './add-books.ts';
import { resolveAuthors } from './authors.ts';
import { replaceCreators } from './creators.ts';
import { quarantineFiles, releaseFiles } from './quarantine.ts';
import { resolveSeries } from './series.ts';
import { findStoredBook, storedMetadata, type StoredBook } from './stored-book.ts';

export interface BookUpdate {
  readonly bookId: number;
  readonly read: ReadBookFile;
  /**
   * `change`: the file is another one; `move`: the book follows its file; `edit`: user edits have changed;
   * `refresh`: asked for by a person, and values of unknown origin are derived anew, too.
   */
  readonly kind: 'change' | 'move' | 'edit' | 'refresh';
}

/** Brings a book in step with its file, in one transaction; user edits stay. Returns whether readers see a difference. */
export async function updateBook(db: Db, update: BookUpdate, options: WriteOptions): Promise<boolean> {
  const tags = await loadTags(db);
  return db.transaction().execute(async (tx) => {
    const before = await findStoredBook(tx, update.bookId);
    if (before === undefined) return false;
    const stored = storedMetadata(before);
    const read = await withKnownFacts(tx, update.read, { stored, policy: options.lookup });
    return new BookUpdater(tx, { ...update, read }, { before, stored, tags, now: options.now }).run();
  });
}

/** Adds what catalogues have said about the ISBN of the book, unless they were just asked. */
async function withKnownFacts(
  tx: Tx,
  read: ReadBookFile,
  { stored, policy }: { readonly stored: StoredMetadata; readonly policy: LookupPolicy },
): Promise<ReadBookFile> {
  if (policy.mode === 'off' || read.external !== null) return read;
  const isbn = isbnOfBook(read, stored);
  const known = await knownFacts(tx, [isbn], policy);
  return { ...read, external: known.get(isbn?.value ?? '') ?? null };
}

/** The ISBN that people have set, else the one of the file. */
export function isbnOfBook(read: ReadBookFile, { sources, values }: StoredMetadata): SourcedIsbn | null {
  return sources.isbn === 'user' ? { value: values.isbn, source: 'user' } : candidatesOfFile(read).isbn;
}

interface UpdateContext {
  readonly before: StoredBook;
  readonly stored: StoredMetadata;
  readonly tags: TagIndex;
  readonly now: Date;
}

class BookUpdater {
  readonly #tx: Tx;
  readonly #update: BookUpdate;
  readonly #context: UpdateContext;

  constructor(tx: Tx, update: BookUpdate, context: UpdateContext) {
    this.#tx = tx;
    this.#update = update;
    this.#context = context;
  }

  async run(): Promise<boolean> {
    const { bookId, read, kind } = this.#update;
    const { before, stored, now } = this.#context;
    const merged = mergeMetadata(stored, candidatesOfFile(read), { keepsLegacy: kind !== 'refresh' });
    const change = { ...(await this.#columns(merged)), ...(kind === 'move' ? this.#placeColumns() : {}) };
    const isRetagged = await this.#retag(merged);
    const isVisible = isRetagged || isVisiblyChanged(before, change);
    await this.#tx
      .updateTable('books')
      .set(isVisible ? { ...change, updated_at: toDbTime(now) } : change)
      .where('id', '=', bookId)
      .execute();
    await replaceCreators(this.#tx, { bookId, creators: creatorsOf(read) });
    await this.#settleQuarantine();
    await indexBooks(this.#tx, [bookId]);
    return isVisible;
  }

  async #columns(merged: StoredMetadata): Promise<BookChange> {
    const { now } = this.#context;
    const author = authorName(merged.values);
    const { series } = merged.values;
    const authorIds = await resolveAuthors(this.#tx, [author], now);
    const seriesIds = await resolveSeries(this.#tx, series === null ? [] : [series], now);
    return {
      ...fileColumns(this.#update.read),
      ...this.#externalCover(),
      ...metadataColumns(merged),
      author: authorIds.get(author) ?? null,
      series_id: series === null ? null : (seriesIds.get(foldKey(series)) ?? null),
    };
  }

  /** The cover of a catalogue stays while the file has none. */
  #externalCover(): BookChange {
    const { cover_source, cover_hash, cover_image_path } = this.#context.before;
    const isKept = cover_source === 'external' && this.#update.read.result.cover === null;
    return isKept ? { cover_source, cover_hash, cover_image_path } : {};
  }

  /** A book archived by people follows its file, and stays archived. */
  #placeColumns(): BookChange {
    const { file } = this.#update.read;
    const place = { file_path: file.path, file_format: file.format };
    return this.#context.before.archive_kind === 'missing'
      ? { ...place, status: 'active', archived_at: null, archive_reason: null, archive_kind: null }
      : place;
  }

  /** Automatic tags of books from an earlier server stay as they are until somebody asks for a refresh. */
  async #retag(merged: StoredMetadata): Promise<boolean> {
    const { bookId, read, kind } = this.#update;
    const { stored, before } = this.#context;
    const knownHash = before.content_hash;
    if (kind === 'change' && knownHash !== null && knownHash === read.result.contentHash) return false;
    if (stored.sources.tags === 'legacy' && kind !== 'refresh') return false;
    const { restrictedGenres } = this.#context.tags;
    const tags = tagsOfFile(read, merged.values, { isNew: false, restrictedGenres });
    return retagBook(this.#tx, { bookId, tags }, this.#context.now);
  }

  async #settleQuarantine(): Promise<void> {
    const { bookId, read, kind } = this.#update;
    const problem = problemOfFile(read, bookId);
    const outdated = [
      ...(kind === 'move' ? [this.#context.before.file_path] : []),
      ...(problem === null ? [read.file.path] : []),
    ];
    await releaseFiles(this.#tx, outdated);
    if (problem !== null) await quarantineFiles(this.#tx, [problem], this.#context.now);
  }
}

/** Columns whose change readers do not see; hashes of content and cover they do see, as other bytes. */
const QUIET_COLUMNS: ReadonlySet<string> = new Set([
  'file_mtime',
  'partial_md5',
  'metadata_sources',
  'name_key',
]);

function isVisiblyChanged(before: StoredBook, change: BookChange): boolean {
  return Object.entries(change).some(([column, value]) => {
    if (QUIET_COLUMNS.has(column)) return false;
    const old: unknown = Reflect.get(before, column);
    // Hashes that an upgraded book gets at its first reading are no change of the book.
    if (old === null && column === 'content_hash') return false;
    return old !== value;
  });
}
