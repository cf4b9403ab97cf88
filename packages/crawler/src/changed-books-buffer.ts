import type { ChangedBooks } from './scan/scan-context.ts';

/** How long changes are collected, and how many at most. */
const COLLECT_MS = 500;
const MOST_IDS = 500;

/** Collects ids of changed books, so that a scan of many files is not as many messages. */
export class ChangedBooksBuffer {
  readonly #send: (changed: ChangedBooks) => void;
  #added = new Set<number>();
  #updated = new Set<number>();
  #archived = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (changed: ChangedBooks) => void) {
    this.#send = send;
  }

  add({ added, updated, archived }: ChangedBooks): void {
    for (const id of added) this.#added.add(id);
    for (const id of updated) this.#updated.add(id);
    for (const id of archived) this.#archived.add(id);
    if (this.#added.size + this.#updated.size + this.#archived.size >= MOST_IDS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), COLLECT_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changed = { added: [...this.#added], updated: [...this.#updated], archived: [...this.#archived] };
    this.#added = new Set();
    this.#updated = new Set();
    this.#archived = new Set();
    if (changed.added.length + changed.updated.length + changed.archived.length > 0) this.#send(changed);
  }
}
