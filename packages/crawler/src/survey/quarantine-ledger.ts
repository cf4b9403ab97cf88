import type { Db, QuarantineRow } from '@dust/db';

/** The quarantine as it was when a scan began, and what the scan learns about it. */
export class QuarantineLedger {
  readonly #entries: Map<string, QuarantineRow>;
  readonly #confirmed = new Set<string>();

  constructor(rows: readonly QuarantineRow[]) {
    this.#entries = new Map(rows.map((row) => [row.file_path, row]));
  }

  static async load(db: Db): Promise<QuarantineLedger> {
    return new QuarantineLedger(await db.selectFrom('quarantine').selectAll().orderBy('file_path').execute());
  }

  entryAt(path: string): QuarantineRow | undefined {
    return this.#entries.get(path);
  }

  /** Whether the file is listed with this size and time, so that trying it again would show nothing new. */
  isUnchanged(path: string, size: number, mtimeMs: number): boolean {
    const entry = this.#entries.get(path);
    return entry !== undefined && entry.file_size === size && entry.file_mtime === mtimeMs;
  }

  /** Notes that the scan has met the file. */
  confirm(path: string): void {
    if (this.#entries.has(path)) this.#confirmed.add(path);
  }

  /** Paths of entries whose file the scan has not met. */
  unconfirmed(): string[] {
    return [...this.#entries.keys()].filter((path) => !this.#confirmed.has(path));
  }
}
