import { watch, type FSWatcher } from 'node:fs';
import { formatOfName } from '@dust/formats';
import { isCoverName } from '../covers/beside.ts';
import type { CrawlerLogger } from '../logger.ts';
import { errorCode } from '../walk/file-system.ts';
import { isSkippedName } from '../walk/skip.ts';
import { foldersOf } from './folder-tree.ts';

export interface LibraryWatcherOptions {
  readonly directories: readonly string[];
  /** Something may have changed, and has been quiet since; a scan tells what. */
  readonly onChange: () => void;
  readonly logger: CrawlerLogger;
  /** How long nothing must happen, so that files being copied are complete; 3 s by default. */
  readonly quietMs?: number | undefined;
  /** When to look although it is not quiet; 60 s by default. */
  readonly longestMs?: number | undefined;
}

/**
 * Watches the folders of libraries, not their files. What it hears is only a hint: events may be missing, doubled or late,
 * and what has really changed is for a scan to find out.
 */
export class LibraryWatcher implements Disposable {
  readonly #options: LibraryWatcherOptions;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #quietMs: number;
  readonly #longestMs: number;
  #timer: NodeJS.Timeout | undefined;
  #firstHintAt: number | undefined;
  #isFull = false;
  #isStopped = false;

  constructor(options: LibraryWatcherOptions) {
    this.#options = options;
    this.#quietMs = options.quietMs ?? 3_000;
    this.#longestMs = options.longestMs ?? 60_000;
  }

  /** Watches folders that are new, and no longer those that are gone. */
  async refresh(): Promise<void> {
    const present = new Set<string>();
    for await (const folder of foldersOf(this.#options.directories)) {
      if (this.#isStopped) return;
      present.add(folder);
      this.#watch(folder);
    }
    for (const folder of this.#watchers.keys()) {
      if (!present.has(folder)) this.#unwatch(folder);
    }
  }

  [Symbol.dispose](): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    for (const folder of this.#watchers.keys()) this.#unwatch(folder);
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder) || this.#isFull) return;
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        if (isHint(event, name)) this.#hint();
      });
      watcher.on('error', () => {
        this.#unwatch(folder);
        this.#hint();
      });
      this.#watchers.set(folder, watcher);
    } catch (error) {
      this.#giveUp(errorCode(error));
    }
  }

  /** The system allows a number of watched folders; beyond it the scheduled scans have to do. */
  #giveUp(code: string): void {
    if (code !== 'ENOSPC' && code !== 'EMFILE') return;
    this.#isFull = true;
    const fields = { code, watchedFolders: this.#watchers.size };
    this.#options.logger.warn(fields, 'No more folders can be watched; changes are found by scheduled scans');
  }

  #unwatch(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
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
    // New folders are watched before the scan looks into them, so that nothing falls between the two.
    await this.refresh();
    if (!this.#isStopped) this.#options.onChange();
  }
}

/** Whether an event can matter: folders come and go under any name, but only books and covers matter when they change. */
function isHint(event: string, name: string | null): boolean {
  if (name === null) return true;
  if (isSkippedName(name)) return false;
  return event === 'rename' || formatOfName(name) !== undefined || isCoverName(name);
}
