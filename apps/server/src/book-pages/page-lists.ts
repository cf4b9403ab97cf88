import type { FilePool } from '../file-pool.ts';
import type { LibraryFolders } from '../files/library-folders.ts';
import { Failures } from './failures.ts';
import { withPagedFile, type NoPage, type PagedFile } from './paged-file.ts';
import type { PageListResult } from './page-worker.ts';

export type ListAnswer = Extract<PageListResult, { readonly kind: 'pages' }> | NoPage;

export interface PageListsOptions {
  readonly folders: LibraryFolders;
  readonly pool: Pick<FilePool, 'run'>;
}

const mostListedPages = 50_000;

/** Which pages books have: each book is looked into once for all who ask, and kept. */
export class PageLists {
  readonly #options: PageListsOptions;
  readonly #kept = new Map<string, ListAnswer>();
  #keptPages = 0;
  readonly #underWay = new Map<string, Promise<ListAnswer>>();
  readonly #failures = new Failures<NoPage>();

  constructor(options: PageListsOptions) {
    this.#options = options;
  }

  /** The pages of a book. Throws where the file cannot be opened. */
  async get(file: PagedFile): Promise<ListAnswer> {
    const key = `${file.stamp} ${file.path}`;
    const known = this.#kept.get(key) ?? this.#failures.get(key);
    if (known !== undefined) return known;
    const listing =
      this.#underWay.get(key) ?? this.#list(file, key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, listing);
    return listing;
  }

  async #list(file: PagedFile, key: string): Promise<ListAnswer> {
    const { folders, pool } = this.#options;
    const result = await withPagedFile(folders, file, ({ fd }) =>
      pool.run('listBookPages', { fd, format: file.format }),
    );
    const list = result ?? { kind: 'failed' };
    if (list.kind === 'pages') this.#keep(key, list);
    else if (list.kind !== 'changed') this.#failures.add(key, list);
    return list;
  }

  #keep(key: string, list: Extract<ListAnswer, { readonly kind: 'pages' }>): void {
    this.#keptPages += list.pages.length;
    if (this.#keptPages > mostListedPages) {
      this.#kept.clear();
      this.#keptPages = list.pages.length;
    }
    this.#kept.set(key, list);
  }
}
