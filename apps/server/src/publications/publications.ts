import { Failures } from '../book-pages/failures.ts';
import type { FilePool } from '../file-pool.ts';
import { fileStamp, FileStamps } from '../files/file-stamps.ts';
import type { LibraryFolders } from '../files/library-folders.ts';
import { OpenPublication } from './open-publication.ts';
import type { PublicationFormat } from './publication-format.ts';
import { RecentStamps } from './recent-stamps.ts';

/** A book that is read as a publication. */
export interface PublicationFile {
  readonly path: string;
  readonly format: PublicationFormat;
  /** Of its content. */
  readonly stamp: string;
}

export interface PublicationsOptions {
  readonly folders: LibraryFolders;
  readonly pool: FilePool;
}

/** A usual book takes some 50 KB. */
const mostBytes = 24 * 1024 * 1024;

/** Publications that were opened lately: each is read once, in a thread, as long as its file stays the same. */
export class Publications {
  readonly stamps: RecentStamps;
  readonly #options: PublicationsOptions;
  readonly #kept = new Map<string, OpenPublication>();
  readonly #underWay = new Map<string, Promise<OpenPublication | undefined>>();
  readonly #failures = new Failures<'unreadable'>();
  #keptBytes = 0;

  constructor(options: PublicationsOptions) {
    this.#options = options;
    this.stamps = new RecentStamps(new FileStamps(options.folders));
  }

  /**
   * The publication in a file; undefined if it is none, is damaged, or takes too much time or memory to read. Throws where
   * the file cannot be opened.
   */
  async get(file: PublicationFile): Promise<OpenPublication | undefined> {
    const kept = this.getKept(file);
    if (kept !== undefined) return kept;
    const key = keyOf(file);
    if (this.#failures.get(key) !== undefined) return undefined;
    const opening =
      this.#underWay.get(key) ?? this.#open(file, key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, opening);
    return opening;
  }

  /** The publication in a file that was read before, at once; undefined for others. */
  getKept(file: PublicationFile): OpenPublication | undefined {
    const key = keyOf(file);
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  async #open({ path, format, stamp }: PublicationFile, key: string): Promise<OpenPublication | undefined> {
    const { folders, pool } = this.#options;
    const handle = await folders.open(path);
    try {
      const result = await pool.run('describePublication', { fd: handle.fd, format });
      // Read from a file that was replaced meanwhile, it would be kept as what it is not.
      if (fileStamp(await handle.stat()) !== stamp) {
        this.stamps.forget(path);
        return undefined;
      }
      if (result?.kind !== 'publication') {
        this.#failures.add(key, 'unreadable');
        return undefined;
      }
      return this.#keep(key, new OpenPublication(result, stamp));
    } finally {
      await handle.close();
    }
  }

  #keep(key: string, publication: OpenPublication): OpenPublication {
    this.#kept.set(key, publication);
    this.#keptBytes += publication.sizeBytes;
    for (const [oldest, { sizeBytes }] of this.#kept) {
      if (this.#keptBytes <= mostBytes || oldest === key) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= sizeBytes;
    }
    return publication;
  }
}

function keyOf({ path, format, stamp }: PublicationFile): string {
  return `${stamp} ${format} ${path}`;
}
