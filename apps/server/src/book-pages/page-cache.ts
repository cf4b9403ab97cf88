import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { keptPath, temporaryPath } from './kept-path.ts';
import { listKept } from './list-kept.ts';

export interface PageCacheOptions {
  readonly folder: string;
  /** Most that is kept; 0 for nothing. */
  readonly maxBytes: number;
  readonly logger: Pick<Logger, 'warn'>;
  readonly clock: () => Date;
}

interface Entry {
  readonly sizeBytes: number;
  /** When the use of the file was last noted on disk. */
  notedAtMs: number;
}

/** How often the use of a file is noted at most: enough for what was used lately to outlive a restart. */
const noteMs = 3_600_000;
/** After a failure nothing is written for so long. */
const pauseMs = 60_000;
/** Pages waiting to be written; more are not kept. */
const mostWaitingBytes = 32_000_000;
const ownedBySomebodyMs = 3_600_000;

/**
 * Pages in files, up to a total size; those used longest ago go first. All writing is done behind the answers, and a folder that
 * cannot be written to costs no answer.
 */
export class PageCache implements AsyncDisposable {
  readonly folder: string;
  readonly maxBytes: number;
  readonly #options: PageCacheOptions;
  /** From the one used longest ago to the latest. */
  #entries = new Map<string, Entry>();
  #totalBytes = 0;
  #work: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #listing: 'never' | 'under way' | 'done' = 'never';
  #hasFailed = false;
  #pausedUntilMs = 0;
  #isDisposed = false;

  constructor(options: PageCacheOptions) {
    this.folder = options.folder;
    this.maxBytes = options.maxBytes;
    this.#options = options;
  }

  /** Where a kept page is; undefined for one that is known not to be kept. */
  find(name: string): string | undefined {
    if (this.maxBytes === 0) return undefined;
    this.#listOnce();
    return this.#listing === 'done' && !this.#entries.has(name) ? undefined : keptPath(this.folder, name);
  }

  /** The bytes of a kept page; undefined for one that is not. */
  async read(name: string): Promise<Buffer | undefined> {
    const path = this.find(name);
    if (path === undefined) return undefined;
    try {
      const data = await readFile(path);
      this.#used(name, data.length);
      return data;
    } catch {
      this.#forget(name);
      return undefined;
    }
  }

  /** Keeps a page, in its own time. */
  keep(name: string, data: Uint8Array): void {
    const waiting = this.#waitingBytes + data.length;
    if (data.length > this.maxBytes / 4 || waiting > mostWaitingBytes || this.#isPaused()) return;
    this.#listOnce();
    this.#waitingBytes = waiting;
    this.#after(async () => {
      try {
        await write(keptPath(this.folder, name), data);
        this.#hasFailed = false;
        this.#used(name, data.length);
      } finally {
        this.#waitingBytes -= data.length;
      }
      await this.#makeRoom();
    });
  }

  /** Takes over pages that somebody else has put into the folder. */
  adopt(pages: readonly { readonly name: string; readonly sizeBytes: number }[]): void {
    // Not amid a look into the folder, which would take what it has not met for gone.
    this.#after(async () => {
      for (const { name, sizeBytes } of pages) this.#used(name, sizeBytes);
      await this.#makeRoom();
    });
  }

  /** Looks what is in the folder, which other servers may share, removes what is left over there, and makes room. */
  async sweep(): Promise<void> {
    this.#after(() => this.#list());
    await this.#work;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    await this.#work;
  }

  #listOnce(): void {
    if (this.#listing !== 'never') return;
    this.#listing = 'under way';
    this.#after(async () => {
      try {
        await this.#list();
      } finally {
        this.#listing = 'done';
      }
    });
  }

  async #list(): Promise<void> {
    const now = this.#options.clock().getTime();
    const { pages, leftOver } = await listKept(this.folder);
    const known = this.#entries;
    this.#entries = new Map();
    this.#totalBytes = 0;
    for (const { name, sizeBytes, usedAtMs } of pages) {
      if (!known.has(name)) this.#set(name, { sizeBytes, notedAtMs: usedAtMs });
    }
    const there = new Set(pages.map(({ name }) => name));
    for (const [name, entry] of known) if (there.has(name)) this.#set(name, entry);
    for (const { path, changedAtMs } of leftOver)
      if (now - changedAtMs > ownedBySomebodyMs) await rm(path, { force: true });
    await this.#makeRoom();
  }

  async #makeRoom(): Promise<void> {
    for (const name of this.#entries.keys()) {
      if (this.#totalBytes <= this.maxBytes) return;
      await rm(keptPath(this.folder, name), { force: true });
      this.#forget(name);
    }
  }

  /** Does one thing after the other, so that writing never takes more than one thread from the rest of the server. */
  #after(work: () => Promise<void>): void {
    this.#work = this.#doAfter(this.#work, work);
  }

  async #doAfter(earlier: Promise<void>, work: () => Promise<void>): Promise<void> {
    await earlier;
    if (this.#isDisposed) return;
    try {
      await work();
    } catch (error) {
      const { clock, logger } = this.#options;
      this.#pausedUntilMs = clock().getTime() + pauseMs;
      if (!this.#hasFailed)
        logger.warn({ err: error }, 'pages cannot be kept on disk; they are made anew each time');
      this.#hasFailed = true;
    }
  }

  #isPaused(): boolean {
    return this.#options.clock().getTime() < this.#pausedUntilMs;
  }

  #used(name: string, sizeBytes: number): void {
    const now = this.#options.clock().getTime();
    const known = this.#entries.get(name);
    const entry = { sizeBytes, notedAtMs: known?.notedAtMs ?? now };
    this.#forget(name);
    this.#set(name, entry);
    if (now - entry.notedAtMs < noteMs) return;
    entry.notedAtMs = now;
    const seconds = now / 1000;
    this.#after(() => utimes(keptPath(this.folder, name), seconds, seconds).catch(() => undefined));
  }

  #set(name: string, entry: Entry): void {
    this.#entries.set(name, entry);
    this.#totalBytes += entry.sizeBytes;
  }

  #forget(name: string): void {
    this.#totalBytes -= this.#entries.get(name)?.sizeBytes ?? 0;
    this.#entries.delete(name);
  }
}

/** Written beside and renamed once it is on the disk, so that nobody ever meets a part of it. */
async function write(path: string, data: Uint8Array): Promise<void> {
  const temporary = temporaryPath(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, data, { flag: 'wx', flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
