import type { FileStamps } from '../files/file-stamps.ts';

interface Recent {
  readonly stamp: string;
  readonly untilMs: number;
}

/** A page has dozens of resources, asked for at once: so long a file is taken for the one it was. */
const freshMs = 1000;
const mostKnown = 1000;

/** Stamps of files that were looked at a moment ago, without another look. */
export class RecentStamps {
  readonly #stamps: FileStamps;
  readonly #recent = new Map<string, Recent>();

  constructor(stamps: FileStamps) {
    this.#stamps = stamps;
  }

  /** The stamp of a file, not older than a second; rejects as {@link FileStamps.get} does. */
  get(path: string): string | Promise<string> {
    const known = this.#recent.get(path);
    return known !== undefined && performance.now() < known.untilMs ? known.stamp : this.#look(path);
  }

  /** Has the next one look at the file. */
  forget(path: string): void {
    this.#recent.delete(path);
  }

  async #look(path: string): Promise<string> {
    this.#recent.delete(path);
    const stamp = await this.#stamps.get(path);
    if (this.#recent.size >= mostKnown) this.#recent.clear();
    this.#recent.set(path, { stamp, untilMs: performance.now() + freshMs });
    return stamp;
  }
}
