import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Database as BetterSqlite3 } from 'better-sqlite3';
import { CommitGroup } from './commit-group.ts';
import { Checkpoints } from './checkpoints.ts';
import { openConnection, type ConnectionOptions, type SqliteConnection } from './connection.ts';
import { Mutex } from './mutex.ts';
import type { WriteTurn } from './write-turns.ts';

/** What {@link SqliteDriver} tells about a statement it has run. */
export type StatementListener = (sql: string) => void;

export interface SqliteDriverOptions extends ConnectionOptions {
  readonly onStatement?: StatementListener | undefined;
  /** Called after every statement that may have written, and every commit. */
  readonly onWrite?: () => void;
  /** Turns that writes take with those of other handles. */
  readonly writeTurn?: WriteTurn | undefined;
  /** Whether the write-ahead log is copied between transactions, after the turn was given back, and not within commits. */
  readonly checkpointsBetween?: boolean | undefined;
  /** Called once with the writing connection. */
  readonly onOpen?: (database: BetterSqlite3) => void;
  /** Whether transactions of one turn of the event loop share a commit. */
  readonly sharesCommits?: boolean | undefined;
}

/**
 * A Kysely driver for better-sqlite3 that keeps statements prepared and uses two connections: one reads, one writes. Reads outside a
 * transaction never wait for a transaction of this process, nor see what it has not committed; writes and transactions take turns.
 */
export class SqliteDriver implements Driver {
  readonly #options: SqliteDriverOptions;
  readonly #turns = new Mutex();
  #reader: SqliteConnection | undefined;
  #writer: SqliteConnection | undefined;
  #commits: CommitGroup | undefined;
  #checkpoints: Checkpoints | undefined;

  constructor(options: SqliteDriverOptions) {
    this.#options = options;
  }

  async init(): Promise<void> {
    this.#writer = openConnection(this.#options);
    this.#options.onOpen?.(this.#writer.raw);
    if (this.#options.checkpointsBetween === true) this.#checkpoints = new Checkpoints(this.#writer);
    this.#commits = new CommitGroup(this.#writer, {
      isShared: this.#options.sharesCommits ?? false,
      onCommit: () => this.#options.onWrite?.(),
    });
    this.#reader = isPrivateDatabase(this.#options.file)
      ? this.#writer
      : openConnection({ ...this.#options, readonly: true });
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#reader === undefined || this.#writer === undefined || this.#commits === undefined)
      throw new Error('The database is not open');
    return new RoutedConnection({
      reader: this.#reader,
      writer: this.#writer,
      turns: this.#turns,
      writeTurn: this.#options.writeTurn,
      commits: this.#commits,
      onStatement: this.#options.onStatement,
      onWrite: this.#options.onWrite,
    });
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await routed(connection).begin(settings.accessMode === 'read only');
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await routed(connection).commit();
    this.#checkpoints?.noteTransaction();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    routed(connection).rollback();
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#commits?.end();
    this.#reader?.close();
    if (this.#writer !== this.#reader) this.#writer?.close();
    this.#reader = undefined;
    this.#writer = undefined;
  }
}

interface Route {
  readonly reader: SqliteConnection;
  readonly writer: SqliteConnection;
  readonly turns: Mutex;
  readonly writeTurn: WriteTurn | undefined;
  readonly commits: CommitGroup;
  readonly onStatement: StatementListener | undefined;
  readonly onWrite: (() => void) | undefined;
}

/** A transaction that has begun: on the reading connection by itself, on the writing one in turn. */
interface OpenTransaction {
  readonly connection: SqliteConnection;
  readonly release: () => void;
  readonly turn: WriteTurn | undefined;
}

class RoutedConnection implements DatabaseConnection {
  readonly #route: Route;
  #transaction: OpenTransaction | undefined;

  constructor(route: Route) {
    this.#route = route;
  }

  async begin(isReadOnly: boolean): Promise<void> {
    const { reader, writer, turns, commits } = this.#route;
    const release = await turns.acquire();
    const connection = isReadOnly ? reader : writer;
    const turn = isReadOnly ? undefined : this.#route.writeTurn;
    await turn?.take();
    try {
      if (connection === writer) commits.begin();
      else connection.prepare('begin').run();
    } catch (error) {
      turn?.give();
      release();
      throw error;
    }
    this.#transaction = { connection, release, turn };
  }

  async commit(): Promise<void> {
    const transaction = this.#transaction;
    if (transaction === undefined) return;
    const { connection, release, turn } = transaction;
    const { writer, commits } = this.#route;
    this.#transaction = undefined;
    try {
      let committed: Promise<void> | undefined;
      try {
        if (connection !== writer) connection.prepare('commit').run();
        else committed = commits.commit();
      } finally {
        release();
      }
      if (committed !== undefined) await committed;
    } finally {
      turn?.give();
    }
  }

  rollback(): void {
    const transaction = this.#transaction;
    if (transaction === undefined) return;
    const { connection, release, turn } = transaction;
    this.#transaction = undefined;
    try {
      if (connection === this.#route.writer) this.#route.commits.rollback();
      else if (connection.raw.inTransaction) connection.prepare('rollback').run();
    } finally {
      release();
      turn?.give();
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#transaction !== undefined) return this.#runWithin<R>(this.#transaction.connection, query);
    const { reader, writer, turns, writeTurn, commits } = this.#route;
    if (reader !== writer && reader.prepare(query.sql).readonly) return this.#run<R>(reader, query);
    const mayWriteAtOnce = turns.isFree && (writeTurn?.tryTake() ?? true);
    const release = mayWriteAtOnce ? undefined : await turns.acquire();
    if (!mayWriteAtOnce) await writeTurn?.take();
    try {
      return this.#run<R>(writer, query);
    } catch (error) {
      commits.noteFailure(error);
      throw error;
    } finally {
      this.#route.onWrite?.();
      release?.();
      // Written among transactions that share a commit, it is in the file when they are.
      try {
        const settled = commits.settled();
        if (settled !== undefined) await settled;
      } finally {
        writeTurn?.give();
      }
    }
  }

  // oxlint-disable-next-line require-yield -- streaming would hold a statement open across turns; lists are bounded instead
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming queries is not supported: ask for bounded pages');
  }

  #runWithin<R>(connection: SqliteConnection, query: CompiledQuery): QueryResult<R> {
    // After an error that has rolled back everything, a statement would be committed by itself.
    if (connection.raw.open && !connection.raw.inTransaction)
      throw new Error('SQLite has rolled back this transaction');
    return this.#run<R>(connection, query);
  }

  #run<R>(connection: SqliteConnection, query: CompiledQuery): QueryResult<R> {
    this.#route.onStatement?.(query.sql);
    const statement = connection.prepare(query.sql);
    if (statement.reader) return { rows: rowsOf<R>(statement.all(...query.parameters)) };
    const { changes, lastInsertRowid } = statement.run(...query.parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }
}

function isPrivateDatabase(file: string): boolean {
  return file === ':memory:' || file === '';
}

function routed(connection: DatabaseConnection): RoutedConnection {
  if (connection instanceof RoutedConnection) return connection;
  throw new TypeError('Not a connection of this driver');
}

/** SQLite types its rows by the statement; Kysely has typed the statement. */
function rowsOf<R>(rows: unknown[]): R[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return rows as R[];
}
