import { getVisibleBook, type VisibleBook } from '@dust/books-core';
import { getChangeVersions, type Db } from '@dust/db';
import { sightOf, type Sighted } from './sight.ts';

const keptBooks = 5000;

/** Books that were found visible, remembered until the catalogue changes: readers turn many pages of few books. */
export class VisibleBooks {
  readonly #db: Db;
  readonly #kept = new Map<string, VisibleBook>();
  #version = -1;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The book, if the viewer may see it; throws BookNotFoundError or ContentRestrictedError. */
  async get(viewer: Sighted, bookId: number): Promise<VisibleBook> {
    const { catalog } = await getChangeVersions(this.#db);
    if (catalog !== this.#version || this.#kept.size >= keptBooks) {
      this.#kept.clear();
      this.#version = catalog;
    }
    const key = `${bookId} ${sightOf(viewer)}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const book = await getVisibleBook(this.#db, viewer, bookId);
    // What was read after another version was seen belongs to that one at least.
    if (this.#version === catalog) this.#kept.set(key, book);
    return book;
  }
}
