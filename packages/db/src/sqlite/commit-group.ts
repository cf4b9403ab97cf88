import type { SqliteConnection } from './connection.ts';

/**
 * Lets transactions of one turn of the event loop share a commit, which costs more than what most of them write. Each is told
 * that it has been committed when all have; one that fails is undone alone. With `isShared` false each commits by itself.
 */
export class CommitGroup {
  readonly #connection: SqliteConnection;
  readonly #onCommit: () => void;
  readonly #isShared: boolean;
  /** Settles with the commit of the transactions that have ended; undefined when there are none. */
  #ended: PromiseWithResolvers<void> | undefined;
  #isActive = false;
  #isNested = false;
  #isDue = false;

  constructor(
    connection: SqliteConnection,
    options: { readonly isShared: boolean; readonly onCommit: () => void },
  ) {
    this.#connection = connection;
    this.#isShared = options.isShared;
    this.#onCommit = options.onCommit;
  }

  /** Begins a transaction; one at a time. */
  begin(): void {
    this.#isNested = this.#ended !== undefined;
    // A writer that begins as a reader can fail half-way with SQLITE_BUSY; taking the lock at once cannot.
    this.#run(this.#isNested ? 'savepoint one' : 'begin immediate');
    this.#isActive = true;
  }

  /** Ends a transaction, after which another may begin; resolves when it is in the file. */
  commit(): Promise<void> | undefined {
    this.#isActive = false;
    if (!this.#connection.raw.inTransaction) {
      // Whoever ran into such an error may have gone on as if nothing had happened.
      const error = rolledBack();
      this.#fail(error);
      throw error;
    }
    if (this.#isNested) this.#run('release one');
    else if (!this.#isShared) this.#commit();
    if (!this.#isShared) return undefined;
    const ended = (this.#ended ??= this.#startWaiting());
    if (this.#isDue) this.flush();
    return ended.promise;
  }

  rollback(): void {
    this.#isActive = false;
    // Some errors have rolled back everything already.
    if (!this.#connection.raw.inTransaction) this.#fail(rolledBack());
    else if (this.#isNested) {
      this.#run('rollback to one');
      this.#run('release one');
      if (this.#isDue) this.flush();
    } else this.#run('rollback');
    this.#onCommit();
  }

  /** Resolves when what a statement outside a transaction has just written is in the file; undefined if it is already. */
  settled(): Promise<void> | undefined {
    return this.#ended?.promise;
  }

  /** To be called when such a statement has failed: some errors roll back everything. */
  noteFailure(error: unknown): void {
    if (this.#ended !== undefined && !this.#connection.raw.inTransaction) this.#fail(error);
  }

  /** Commits what has ended. */
  flush(): void {
    const ended = this.#ended;
    if (ended === undefined) return;
    if (this.#isActive) {
      this.#isDue = true;
      return;
    }
    try {
      this.#commit();
      this.#forget();
      ended.resolve();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Undoes the transaction under way and commits what has ended, before the connection closes. */
  end(): void {
    if (this.#isActive) this.rollback();
    this.flush();
  }

  /** A commit that fails, for want of space or for references to nothing, leaves nothing behind. */
  #commit(): void {
    try {
      this.#run('commit');
    } catch (error) {
      if (this.#connection.raw.inTransaction) this.#run('rollback');
      throw error;
    } finally {
      this.#onCommit();
    }
  }

  #startWaiting(): PromiseWithResolvers<void> {
    setImmediate(() => this.flush());
    const ended = Promise.withResolvers<void>();
    // Whoever ended a transaction hears of a failure; that nobody else listens is no failure of its own.
    ended.promise.catch(() => {});
    return ended;
  }

  #fail(error: unknown): void {
    const ended = this.#ended;
    this.#forget();
    ended?.reject(error);
  }

  #forget(): void {
    this.#ended = undefined;
    this.#isDue = false;
  }

  #run(command: string): void {
    this.#connection.prepare(command).run();
  }
}

function rolledBack(): Error {
  return new Error('SQLite has rolled back the transactions of this moment');
}
