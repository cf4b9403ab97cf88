import { watch, type FSWatcher } from 'node:fs';
import { formatOfName } from '@dust/formats';
import { isCoverName } from '../covers/beside.ts';
import type { CrawlerLogger } from '../logger.ts';
import { folderPrefix } from '../paths/libraries.ts';
import { errorCode } from '../walk/file-system.ts';
import type { Place } from '../walk/place.ts';
import { isSkippedName } from '../walk/skip.ts';
import { foldersOf, isFolder } from './folder-tree.ts';
import { Hints } from './hints.ts';

export interface LibraryWatcherOptions {
  readonly directories: readonly string[];
  /** Something may have changed in these places, or anywhere (null), and has been quiet since; a look there tells what. */
  readonly onChange: (places: readonly Place[] | null) => void;
  readonly logger: CrawlerLogger;
  /** How long nothing must happen, so that files being copied are complete; 3 s by default. */
  readonly quietMs?: number | undefined;
  /** When to look although it is not quiet; 60 s by default. */
  readonly longestMs?: number | undefined;
  /** How many folders are watched at most; 20,000 by default. */
  readonly mostFolders?: number | undefined;
}

/** A watched folder costs 2 KB, and there are libraries with a folder for every book. */
const MOST_FOLDERS = 20_000;

/**
 * Watches the folders of libraries, not their files. What it hears is only a hint: events may be missing, doubled or late,
 * and what has really changed is for a look at the folder to find out.
 */
export class LibraryWatcher implements Disposable {
  readonly #options: LibraryWatcherOptions;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #hints = new Hints();
  readonly #quietMs: number;
  readonly #longestMs: number;
  readonly #mostFolders: number;
  #timer: NodeJS.Timeout | undefined;
  #firstHintAt: number | undefined;
  #isFull = false;
  #hasGivenUp = false;
  #isStopped = false;

  constructor(options: LibraryWatcherOptions) {
    this.#options = options;
    this.#quietMs = options.quietMs ?? 3_000;
    this.#longestMs = options.longestMs ?? 60_000;
    this.#mostFolders = options.mostFolders ?? MOST_FOLDERS;
  }

  /** Watches folders that are new, and no longer those that are gone. Where there are too many, those with folders in them go first. */
  async refresh(): Promise<void> {
    const gone = new Set(this.#watchers.keys());
    const leaves: string[] = [];
    let count = 0;
    for await (const { path, isBranch } of foldersOf(this.#options.directories)) {
      if (this.#isStopped) return;
      count += 1;
      gone.delete(path);
      if (isBranch) this.#watch(path);
      else if (leaves.length < this.#mostFolders) leaves.push(path);
    }
    for (const folder of gone) this.#unwatch(folder);
    for (const folder of leaves) this.#watch(folder);
    if (count > this.#mostFolders) this.#giveUp('TOO_MANY_FOLDERS', count);
  }

  [Symbol.dispose](): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    for (const folder of this.#watchers.keys()) this.#unwatch(folder);
  }

  #watch(folder: string): void {
    const isFull = this.#isFull || this.#watchers.size >= this.#mostFolders;
    if (isFull || this.#isStopped || this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => this.#hear(folder, event, name));
      watcher.on('error', () => {
        this.#unwatch(folder);
        this.#hints.addAnywhere();
        this.#hint();
      });
      this.#watchers.set(folder, watcher);
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'ENOSPC' && code !== 'EMFILE') return;
      this.#isFull = true;
      this.#giveUp(code);
    }
  }

  /** The system allows a number of watched folders, and so does Dust; beyond it the scheduled scans have to do. */
  #giveUp(code: string, folders?: number): void {
    if (this.#hasGivenUp) return;
    this.#hasGivenUp = true;
    const fields = { code, watchedFolders: this.#watchers.size, folders };
    const message = 'Not all folders can be watched; what changes in the others is found by scheduled scans';
    this.#options.logger.warn(fields, message);
  }

  #unwatch(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #hear(folder: string, event: string, name: string | null): void {
    if (!isHint(event, name)) return;
    if (name === null) this.#hints.addAnywhere();
    else {
      this.#hints.add(folder, name);
      // A folder that has just come is watched at once: what is copied into it must be waited for.
      if (event === 'rename' && !isFileName(name)) void this.#follow(folderPrefix(folder) + name);
    }
    this.#hint();
  }

  /** Watches a folder, with those in it, if there is one now; and no longer if there was one. */
  async #follow(folder: string): Promise<void> {
    if (await isFolder(folder)) {
      for await (const { path } of foldersOf([folder])) this.#watch(path);
      return;
    }
    if (!this.#watchers.has(folder)) return;
    const prefix = folderPrefix(folder);
    for (const watched of this.#watchers.keys()) {
      if (watched === folder || watched.startsWith(prefix)) this.#unwatch(watched);
    }
  }

  #hint(): void {
    if (this.#isStopped) return;
    const now = performance.now();
    this.#firstHintAt ??= now;
    clearTimeout(this.#timer);
    const waitMs = Math.min(this.#quietMs, this.#firstHintAt + this.#longestMs - now);
    this.#timer = setTimeout(() => void this.#settle(), Math.max(0, waitMs));
    this.#timer.unref();
  }

  async #settle(): Promise<void> {
    this.#firstHintAt = undefined;
    const places = this.#hints.take();
    // New folders are watched before anybody looks into them, so that nothing falls between the two.
    if (places === null) await this.refresh();
    else {
      for (const { folder, names } of places) {
        for (const name of names) if (!isFileName(name)) await this.#follow(folderPrefix(folder) + name);
      }
    }
    if (!this.#isStopped) this.#options.onChange(places);
  }
}

/** Whether an event can matter: folders come and go under any name, but only books and covers matter when they change. */
function isHint(event: string, name: string | null): boolean {
  if (name === null) return true;
  if (isSkippedName(name)) return false;
  return event === 'rename' || isFileName(name);
}

function isFileName(name: string): boolean {
  return formatOfName(name) !== undefined || isCoverName(name);
}
