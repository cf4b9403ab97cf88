import type { Progress, ScanReport } from '@dust/api-contract';

/** What happened, before it is known who is told and how it looks to them. */
export type Happening =
  | { readonly event: 'scan.progress'; readonly report: ScanReport }
  | { readonly event: 'book.added' | 'book.updated' | 'book.archived'; readonly bookId: number }
  | {
      readonly event: 'progress.updated';
      readonly userId: number;
      readonly bookId: number;
      readonly progress: Progress | null;
    };

/** A happening with its place in the order of all; ids only rise, across restarts too. */
export type NumberedHappening = Happening & { readonly id: number };

/** How many happenings a client that was away can still be told of. */
const keptHappenings = 1000;

/** Gathers what happens and wakes those who tell clients of it. */
export class EventHub {
  readonly #listeners = new Set<() => void>();
  #kept: NumberedHappening[] = [];
  #lastId: number;

  constructor(clock: () => Date) {
    // Ids go on from the time of the start, so those of an earlier run are recognised as older.
    this.#lastId = clock().getTime() * 1000;
  }

  get lastId(): number {
    return this.#lastId;
  }

  progressUpdated(userId: number, bookId: number, progress: Progress | null): void {
    this.#add({ event: 'progress.updated', userId, bookId, progress });
  }

  scanProgress(report: ScanReport): void {
    this.#add({ event: 'scan.progress', report });
  }

  booksChanged(event: 'book.added' | 'book.updated' | 'book.archived', bookIds: readonly number[]): void {
    for (const bookId of bookIds) this.#add({ event, bookId });
  }

  /** What happened after an id, oldest first; null when that is no longer, or was never, known here. */
  after(id: number): readonly NumberedHappening[] | null {
    const oldest = this.#kept[0]?.id ?? this.#lastId + 1;
    if (id > this.#lastId || id < oldest - 1) return null;
    return this.#kept.slice(id - oldest + 1);
  }

  /** Calls back after each happening until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #add(happening: Happening): void {
    this.#lastId += 1;
    this.#kept.push({ ...happening, id: this.#lastId });
    if (this.#kept.length > keptHappenings * 2) this.#kept = this.#kept.slice(-keptHappenings);
    for (const listener of this.#listeners) listener();
  }
}
