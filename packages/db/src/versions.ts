import { prepareQuery } from './prepared.ts';
import type { Db } from './schema.ts';

/** Counters that rise with every committed change, made by whatever process or thread, to what they name. */
export interface ChangeVersions {
  /** Books, authors, series, tags and their assignments. */
  readonly catalog: number;
  /** Users, ended sessions, roles and grants. */
  readonly accounts: number;
}

const selectVersions = prepareQuery<object, ChangeVersions>((db) =>
  db.selectFrom('change_versions').select(['catalog', 'accounts']).where('id', '=', 1),
);

/**
 * Versions read for one turn of the event loop. Whoever asks within the turn sent the request before any answer of that turn was
 * sent, so one reading serves all; a write of this process ends it early.
 */
export class VersionMemo {
  #reading: Promise<ChangeVersions> | undefined;
  #read: ChangeVersions | undefined;

  /** What has been read already. */
  get known(): ChangeVersions | undefined {
    return this.#read;
  }

  get(read: () => Promise<ChangeVersions>): Promise<ChangeVersions> {
    return this.#reading ?? this.#start(read);
  }

  forget(): void {
    this.#reading = undefined;
    this.#read = undefined;
  }

  #start(read: () => Promise<ChangeVersions>): Promise<ChangeVersions> {
    const reading = read().then((versions) => {
      if (this.#reading === reading) this.#read = versions;
      return versions;
    });
    this.#reading = reading;
    setImmediate(() => this.forget());
    return reading;
  }
}

const memos = new WeakMap<Db, VersionMemo>();

/** Lets {@link getChangeVersions} use the memo, which the owner of the database makes forget with every write. */
export function useVersionMemo(db: Db, memo: VersionMemo): void {
  memos.set(db, memo);
}

/** What is kept in memory is good as long as these are what they were when it was read. */
export function getChangeVersions(db: Db): Promise<ChangeVersions> {
  return memos.get(db)?.get(() => readVersions(db)) ?? readVersions(db);
}

/** The versions, if they have been read in this turn of the event loop already: for those who would rather not wait. */
export function knownChangeVersions(db: Db): ChangeVersions | undefined {
  return memos.get(db)?.known;
}

async function readVersions(db: Db): Promise<ChangeVersions> {
  const versions = await selectVersions.first(db, {});
  if (versions === undefined) throw new Error('The database lacks its row of change_versions');
  return versions;
}
