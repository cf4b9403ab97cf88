import { foldKey, sql, type Db, type PreparedQuery, type RawBuilder } from '@dust/db';
import { BoundedMap } from '../bounded-map.ts';
import type { KnownTag } from './book-query.ts';
import { prepareSql } from '../prepare-sql.ts';
import { viewerArguments, type Viewer } from '../viewer.ts';

/** What of the library is kept in memory, as of some version of it. */
export interface Snapshot {
  readonly catalog: number;
  readonly accounts: number;
  readonly tags: readonly KnownTag[];
  /** Users with a grant for a single book: what they see is theirs alone. */
  readonly grantees: ReadonlySet<number>;
}

type Value = string | number;

interface Memo {
  readonly catalog: number;
  readonly accounts: number;
  readonly value: Value;
}

interface KnownVersions {
  readonly knownCatalog: number;
  readonly knownAccounts: number;
  readonly snapshotCatalog: number;
  readonly snapshotAccounts: number;
}

interface MemoRow {
  readonly catalog: number;
  readonly accounts: number;
  readonly value: Value | null;
  readonly tags: string | null;
  readonly grantees: string | null;
}

/** A value computed in SQL from the library and, possibly, from what is remembered of it. */
export interface Question<Arguments> {
  /** Names the value together with all that it depends on. */
  readonly key: string;
  readonly query: PreparedQuery<Arguments & KnownVersions, MemoRow>;
  readonly args: Arguments;
}

const noVersion = -1;
const maxMemos = 2000;

const nothing: Snapshot = { catalog: noVersion, accounts: noVersion, tags: [], grantees: new Set() };

/**
 * Values of the library that are dear to compute, kept as long as the library's versions stay what they were. Asking is one
 * statement that looks at the versions and computes only what is out of date.
 */
export class Remembered {
  readonly #db: Db;
  readonly #memos = new BoundedMap<string, Memo>(maxMemos);
  #snapshot: Snapshot = nothing;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The snapshot as it is now. */
  async snapshot(): Promise<Snapshot> {
    await this.ask(() => ({ key: 'snapshot', query: selectNothing, args: {} }));
    return this.#snapshot;
  }

  /** The snapshot of the last question: up to date if that was just now. */
  get latest(): Snapshot {
    return this.#snapshot;
  }

  /** @param ask makes the question from what is remembered; asked again if that has changed meanwhile */
  async ask<Arguments extends object>(ask: (snapshot: Snapshot) => Question<Arguments>): Promise<Value> {
    const { key, query, args } = ask(this.#snapshot);
    const memo = this.#memos.get(key);
    const row = await query.first(this.#db, {
      ...args,
      knownCatalog: memo?.catalog ?? noVersion,
      knownAccounts: memo?.accounts ?? noVersion,
      snapshotCatalog: this.#snapshot.catalog,
      snapshotAccounts: this.#snapshot.accounts,
    });
    if (row === undefined) throw new Error('The database lacks its row of change_versions');
    this.#adopt(row);
    const value = row.value ?? memo?.value;
    if (value === undefined) throw new Error('A remembered value may not be null');
    // Tags or grants may be others than those the question was made from.
    if (ask(this.#snapshot).key !== key) return this.ask(ask);
    this.#memos.set(key, { catalog: row.catalog, accounts: row.accounts, value });
    return value;
  }

  #adopt({ catalog, accounts, tags, grantees }: MemoRow): void {
    if (tags === null || grantees === null) return;
    const users: readonly number[] = JSON.parse(grantees);
    this.#snapshot = { catalog, accounts, tags: JSON.parse(tags), grantees: new Set(users) };
  }
}

/** Prepares what {@link Remembered.ask} asks; `value` is a scalar expression that is never null. */
export function prepareQuestion<Arguments extends Readonly<Record<keyof Arguments, string | number | null>>>(
  value: (argument: Arguments) => RawBuilder<unknown>,
): Question<Arguments>['query'] {
  return prepareSql(
    (argument: Arguments & KnownVersions) => sql<MemoRow>`
      select versions.catalog, versions.accounts,
        case when versions.catalog = ${argument.knownCatalog} and versions.accounts = ${argument.knownAccounts}
          then null else ${value(argument)} end as value,
        case when ${isCurrent(argument)} then null else (
          select json_group_array(json_object('id', id, 'name', name, 'category', category, 'requiresPermission', requires_permission)
            order by category, lower(name), id) from tags) end as tags,
        case when ${isCurrent(argument)} then null else (
          select json_group_array(distinct user_id) from user_permissions where resource_id is not null) end as grantees
      from change_versions as versions where versions.id = 1`,
  );
}

function isCurrent(known: KnownVersions): RawBuilder<unknown> {
  return sql`versions.catalog = ${known.snapshotCatalog} and versions.accounts = ${known.snapshotAccounts}`;
}

const selectNothing = prepareQuestion<object>(() => sql`0`);

/** Equal for viewers who see the same books. */
export function visibilitySignature(viewer: Viewer, snapshot: Snapshot): string {
  const { viewerPermissions } = viewerArguments(viewer);
  return snapshot.grantees.has(viewer.userId) ? `${viewerPermissions} ${viewer.userId}` : viewerPermissions;
}

/** The tag of this name, whatever its case. */
export function findTag(snapshot: Snapshot, name: string): KnownTag | undefined {
  const key = foldKey(name);
  return snapshot.tags.find((tag) => foldKey(tag.name) === key);
}
