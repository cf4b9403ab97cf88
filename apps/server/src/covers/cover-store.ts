import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { imageSize } from '@dust/formats';
import type { CoverOrigin, MadeCover } from './image-worker.ts';
import type { FilePool } from '../file-pool.ts';
import type { LibraryFolders } from '../files/library-folders.ts';
import type { AcceptableType } from '../images/image-type.ts';
import { KeptBytes } from '../images/kept-bytes.ts';
import type { CoverWidth } from './variant.ts';

export interface CoverRequest {
  /** SHA-256 (hex) that names the cover. */
  readonly hash: string;
  readonly origin: CoverOrigin;
  /** Null: the image as it is. */
  readonly resize: { readonly width: CoverWidth; readonly type: AcceptableType } | null;
}

export interface CoverStoreOptions {
  readonly folder: string;
  /** Where covers may be read from. */
  readonly library: LibraryFolders;
  readonly pool: FilePool;
}

const extensions: Readonly<Record<AcceptableType, string>> = {
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/jpeg': 'jpg',
};

/**
 * Covers as files in Dust's own folder, named by content and variant: each is read out of its book, and resized, once. The work
 * is done in threads that live only while there is some.
 */
export class CoverStore {
  readonly #folder: string;
  readonly #library: LibraryFolders;
  readonly #underWay = new Map<string, Promise<MadeCover | null>>();
  readonly #pool: FilePool;
  readonly #kept = new KeptBytes<MadeCover>({ maxTotalBytes: 8 * 1024 * 1024, maxBytes: 256 * 1024 });

  constructor({ folder, library, pool }: CoverStoreOptions) {
    this.#folder = folder;
    this.#library = library;
    this.#pool = pool;
  }

  /** The bytes of a cover; null when the book yields none that can be decoded. */
  async get(request: CoverRequest): Promise<MadeCover | null> {
    const file = this.#fileOf(request);
    const kept = this.#kept.get(file);
    if (kept !== undefined) return kept;
    const data = await readFile(file).catch(() => undefined);
    if (data !== undefined) {
      const cover = { data, mediaType: mediaTypeOf(data, request), isAsNamed: true };
      this.#kept.set(file, cover);
      return cover;
    }
    const made =
      this.#underWay.get(file) ?? this.#make(file, request).finally(() => this.#underWay.delete(file));
    this.#underWay.set(file, made);
    return made;
  }

  async #make(file: string, request: CoverRequest): Promise<MadeCover | null> {
    const original = this.#fileOf({ ...request, resize: null });
    const isKept = request.resize !== null && (await readFile(original).catch(() => undefined)) !== undefined;
    if (!isKept && !(await this.#library.holds(request.origin.path))) return null;
    const origin: CoverOrigin = isKept ? { kind: 'image', path: original } : request.origin;
    const task = { hash: hashOfBytes(request), origin, resize: request.resize };
    // A cover that cannot be made, for whatever reason, is a cover that is not there.
    const made = (await this.#pool.run('makeCover', task)) ?? null;
    // What has changed since the last scan has another name, which the next one will tell.
    if (made?.isAsNamed === true) await keep(file, made.data);
    return made;
  }

  #fileOf({ hash, resize }: Pick<CoverRequest, 'hash' | 'resize'>): string {
    const variant = resize === null ? 'original' : `${resize.width}.${extensions[resize.type]}`;
    return join(this.#folder, hash.slice(0, 2), `${hash}-${variant}`);
  }
}

/** A page of a PDF is named by its book: rendering it for its name would cost every scan. */
function hashOfBytes({ hash, origin }: CoverRequest): string | null {
  return origin.kind === 'book' && origin.format === 'pdf' ? null : hash;
}

/** Not always the one that was wished for: it may be unfit for an image of that size. */
function mediaTypeOf(image: Uint8Array, { resize }: Pick<CoverRequest, 'resize'>): string {
  return imageSize(image)?.mediaType ?? resize?.type ?? 'application/octet-stream';
}

/** Written beside and renamed, so that no reader meets half a file. A full disk costs the copy, not the answer. */
async function keep(file: string, data: Uint8Array): Promise<void> {
  const fresh = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(fresh, data);
    await rename(fresh, file);
  } catch {
    await rm(fresh, { force: true }).catch(() => undefined);
  }
}
