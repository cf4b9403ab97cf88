import type { FileHandle } from 'node:fs/promises';
import { imageSize } from '@dust/formats';
import type { FilePool } from '../file-pool.ts';
import { fileStamp } from '../files/file-stamps.ts';
import type { LibraryFolders } from '../files/library-folders.ts';
import { KeptBytes } from '../images/kept-bytes.ts';
import type { ImageBytes } from '../images/resized.ts';
import { Failures } from './failures.ts';
import type { PageCache } from './page-cache.ts';
import { fileNameOf, textOf, type PageKey } from './page-key.ts';
import type { PageFailure, PageListResult, PageResult } from './page-worker.ts';
import { variantName, type PagedFormat, type PageVariant } from './page-variant.ts';
import { Unpacking } from './unpacking.ts';

/** A book whose pages are asked for. */
export interface PagedFile {
  readonly path: string;
  readonly format: PagedFormat;
  /** Of its content. */
  readonly stamp: string;
}

export interface WantedPage extends PagedFile {
  /** From 1. */
  readonly number: number;
  readonly variant: PageVariant;
}

export interface SentPage {
  readonly kind: 'image';
  readonly data: Buffer;
  readonly mediaType: string;
}

/** `changed`: the file is no longer the one of that stamp. `failed`: it took too much time or memory. */
export type NoPage = PageFailure | { readonly kind: 'changed' | 'failed' };
export type PageAnswer = SentPage | NoPage;
export type ListAnswer = Extract<PageListResult, { readonly kind: 'pages' }> | NoPage;

export interface BookPagesOptions {
  readonly folders: LibraryFolders;
  readonly pool: Pick<FilePool, 'run'>;
  readonly cache: PageCache;
}

/** Few pages 3,000 pixels wide are larger than one of these may be. */
const keptBytes = { maxTotalBytes: 24 * 1024 * 1024, maxBytes: 5 * 1024 * 1024 };
const mostListedPages = 50_000;

/** Pages of books, each made once: kept in memory while they are turned, and on disk where making them is dear. */
export class BookPages {
  readonly #options: BookPagesOptions;
  readonly #kept = new KeptBytes<SentPage>(keptBytes);
  readonly #lists = new Map<string, ListAnswer>();
  #listedPages = 0;
  readonly #underWay = new Map<string, Promise<PageAnswer>>();
  readonly #failures = new Failures();
  readonly #unpacking: Unpacking;

  constructor(options: BookPagesOptions) {
    this.#options = options;
    this.#unpacking = new Unpacking(options);
  }

  /** A page in memory, at once; undefined if it is not there. */
  getKept(wanted: WantedPage): SentPage | undefined {
    return this.#kept.get(textOf(keyOf(wanted)));
  }

  async get(wanted: WantedPage): Promise<PageAnswer> {
    const key = keyOf(wanted);
    const text = textOf(key);
    const kept = this.#kept.get(text);
    if (kept !== undefined) return kept;
    if (this.#failures.has(text)) return { kind: 'failed' };
    const made =
      this.#underWay.get(text) ?? this.#find(wanted, key).finally(() => this.#underWay.delete(text));
    this.#underWay.set(text, made);
    return made;
  }

  /** The pages of a book. Throws where the file cannot be opened. */
  async list(file: PagedFile): Promise<ListAnswer> {
    const text = `${file.stamp} ${file.path}`;
    const kept = this.#lists.get(text);
    if (kept !== undefined) return kept;
    const list = await this.#withFile(file, ({ fd }) =>
      this.#options.pool.run('listBookPages', { fd, format: file.format }),
    );
    if (list?.kind !== 'pages') return list ?? { kind: 'failed' };
    this.#listedPages += list.pages.length;
    if (this.#listedPages > mostListedPages) {
      this.#lists.clear();
      this.#listedPages = list.pages.length;
    }
    this.#lists.set(text, list);
    return list;
  }

  async #find(wanted: WantedPage, key: PageKey): Promise<PageAnswer> {
    const data = await this.#options.cache.read(fileNameOf(key));
    if (data !== undefined) return this.#keep(key, { data, mediaType: typeOf(data, wanted.variant) });
    const made = await this.#make(wanted, key);
    if (made === undefined) this.#failures.add(textOf(key));
    if (made?.kind !== 'image') return made ?? { kind: 'failed' };
    if (made.isDear) this.#unpacking.begin(wanted, keyOfOriginal(key));
    if (made.isDear || wanted.variant.type !== null)
      this.#options.cache.keep(fileNameOf(key), made.image.data);
    return this.#keep(key, made.image);
  }

  async #make(wanted: WantedPage, key: PageKey): Promise<PageResult | NoPage | undefined> {
    const { pool, cache } = this.#options;
    const { number, variant, format } = wanted;
    const unpacked = format === 'pdf' ? undefined : cache.find(fileNameOf(keyOfOriginal(key)));
    if (unpacked !== undefined) {
      const made = await pool.run('readBookPage', { from: unpacked, number, variant });
      if (made?.kind === 'image') return made;
    }
    return this.#withFile(wanted, ({ fd }) =>
      pool.run('readBookPage', { from: { fd, format }, number, variant }),
    );
  }

  /** Works on the file if it is the one of that stamp, and does not change meanwhile. */
  async #withFile<Result>(
    { path, stamp }: PagedFile,
    work: (handle: FileHandle) => Promise<Result>,
  ): Promise<Result | NoPage> {
    const handle = await this.#options.folders.open(path);
    try {
      if (fileStamp(await handle.stat()) !== stamp) return { kind: 'changed' };
      const result = await work(handle);
      return fileStamp(await handle.stat()) === stamp ? result : { kind: 'changed' };
    } finally {
      await handle.close();
    }
  }

  #keep(key: PageKey, { data, mediaType }: ImageBytes): SentPage {
    const page = {
      kind: 'image',
      data: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
      mediaType,
    } as const;
    this.#kept.set(textOf(key), page);
    return page;
  }
}

/** Not always the one that was wished for: it may be unfit for an image of that size. */
function typeOf(image: Uint8Array, { type }: PageVariant): string {
  return imageSize(image)?.mediaType ?? type ?? 'application/octet-stream';
}

function keyOf({ path, stamp, number, variant }: WantedPage): PageKey {
  return { path, stamp, number, variant: variantName(variant) };
}

function keyOfOriginal(key: PageKey): PageKey {
  return { ...key, variant: '' };
}
