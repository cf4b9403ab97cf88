import { imageSize } from '@dust/formats';
import type { FilePool } from '../file-pool.ts';
import type { LibraryFolders } from '../files/library-folders.ts';
import { KeptBytes } from '../images/kept-bytes.ts';
import type { ImageBytes } from '../images/resized.ts';
import { Failures } from './failures.ts';
import type { PageCache } from './page-cache.ts';
import { fileNameOf, textOf, type PageKey } from './page-key.ts';
import { PageLists, type ListAnswer } from './page-lists.ts';
import type { PageResult } from './page-worker.ts';
import { variantName, type PageVariant } from './page-variant.ts';
import { withPagedFile, type NoPage, type PagedFile } from './paged-file.ts';
import { Unpacking } from './unpacking.ts';

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

export type PageAnswer = SentPage | NoPage;

export interface BookPagesOptions {
  readonly folders: LibraryFolders;
  readonly pool: Pick<FilePool, 'run'>;
  readonly cache: PageCache;
}

/** Few pages 3,000 pixels wide are larger than one of these may be. */
const keptBytes = { maxTotalBytes: 24 * 1024 * 1024, maxBytes: 5 * 1024 * 1024 };

/** Pages of books, each made once: kept in memory while they are turned, and on disk where making them is dear. */
export class BookPages {
  readonly #options: BookPagesOptions;
  readonly #kept = new KeptBytes<SentPage>(keptBytes);
  readonly #lists: PageLists;
  readonly #underWay = new Map<string, Promise<PageAnswer>>();
  readonly #failures = new Failures<NoPage>();
  readonly #unpacking: Unpacking;

  constructor(options: BookPagesOptions) {
    this.#options = options;
    this.#lists = new PageLists(options);
    this.#unpacking = new Unpacking(options);
  }

  /** A page in memory, at once; undefined if it is not there. */
  getKept(wanted: WantedPage): SentPage | undefined {
    return this.#kept.get(textOf(keyOf(wanted)));
  }

  async get(wanted: WantedPage): Promise<PageAnswer> {
    const key = keyOf(wanted);
    const text = textOf(key);
    const known = this.#kept.get(text) ?? this.#failures.get(text);
    if (known !== undefined) return known;
    const made =
      this.#underWay.get(text) ?? this.#find(wanted, key).finally(() => this.#underWay.delete(text));
    this.#underWay.set(text, made);
    return made;
  }

  /** The pages of a book. Throws where the file cannot be opened. */
  async list(file: PagedFile): Promise<ListAnswer> {
    return this.#lists.get(file);
  }

  async #find(wanted: WantedPage, key: PageKey): Promise<PageAnswer> {
    const data = await this.#options.cache.read(fileNameOf(key));
    if (data !== undefined) return this.#keep(key, { data, mediaType: typeOf(data, wanted.variant) });
    const made = (await this.#make(wanted, key)) ?? { kind: 'failed' };
    if (made.kind !== 'image') {
      if (made.kind !== 'changed') this.#failures.add(textOf(key), made);
      return made;
    }
    if (made.isDear) this.#unpacking.begin(wanted, keyOfOriginal(key));
    if (made.isDear || wanted.variant.type !== null)
      this.#options.cache.keep(fileNameOf(key), made.image.data);
    return this.#keep(key, made.image);
  }

  async #make(wanted: WantedPage, key: PageKey): Promise<PageResult | NoPage | undefined> {
    const { folders, pool, cache } = this.#options;
    const { number, variant, format } = wanted;
    const unpacked = format === 'pdf' ? undefined : cache.find(fileNameOf(keyOfOriginal(key)));
    if (unpacked !== undefined) {
      const made = await pool.run('readBookPage', { from: unpacked, number, variant });
      if (made?.kind === 'image') return made;
    }
    return withPagedFile(folders, wanted, ({ fd }) =>
      pool.run('readBookPage', { from: { fd, format }, number, variant }),
    );
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
