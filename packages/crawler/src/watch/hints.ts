import type { Place } from '../walk/place.ts';

/** With more folders than this a whole scan is no dearer. */
const MOST_FOLDERS = 500;

/** What has been heard of folders since it was last asked for. */
export class Hints {
  readonly #folders = new Map<string, Set<string>>();
  #isAnywhere = false;

  /** Something has happened in a folder to what has this name. */
  add(folder: string, name: string): void {
    const names = this.#folders.get(folder) ?? new Set();
    this.#folders.set(folder, names.add(name));
    if (this.#folders.size > MOST_FOLDERS) this.addAnywhere();
  }

  /** Something has happened, and nobody knows where. */
  addAnywhere(): void {
    this.#isAnywhere = true;
    this.#folders.clear();
  }

  /** Takes what was heard: places, or null for anywhere. */
  take(): readonly Place[] | null {
    const places = [...this.#folders].map(([folder, names]): Place => ({ folder, names: [...names] }));
    const isAnywhere = this.#isAnywhere;
    this.#folders.clear();
    this.#isAnywhere = false;
    return isAnywhere ? null : places;
  }
}
