import { realpathSync, renameSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { migrations, type Migration } from '../migrations/index.ts';
import { backUpFile } from '../sqlite/backup.ts';
import { LockedFile } from '../sqlite/locked-file.ts';
import { recogniseOpen } from '../sqlite/recognise.ts';
import { DatabaseRefusedError } from '../sqlite/refused.ts';
import { convertAndVerify, prepareConversion } from './convert.ts';
import { describeUpgrade } from './describe.ts';
import type { EarlierFormat, UpgradeContext, UpgradeReport } from './report.ts';
import { WorkingCopy } from './working-copy.ts';

export interface UpgradeOptions {
  readonly format: EarlierFormat;
  readonly now?: () => Date;
  readonly steps?: readonly Migration[];
  /** Called before each step with its name; what it throws ends the upgrade there. */
  readonly onStep?: (step: string) => void;
  /** Puts one file in the place of another. */
  readonly rename?: typeof renameSync;
}

/**
 * Upgrades a file of an earlier format: lock, backup, conversion of a copy, verification, replacement. Whatever fails before the last
 * leaves the file as it was, byte by byte. Throws {@link DatabaseRefusedError}.
 */
export function upgradeFile(file: string, options: UpgradeOptions): UpgradeReport {
  const path = realpathSync(file);
  const onStep = options.onStep ?? ((): void => {});
  onStep('lock');
  using locked = new LockedFile(path, prepareConversion);
  // Another server may have been faster while this one waited for the lock.
  if (recogniseOpen(file, locked.database).kind !== options.format) {
    throw new DatabaseRefusedError(file, 'another program has just changed it');
  }
  const now = (options.now ?? ((): Date => new Date()))();
  const context: UpgradeContext = { now, onStep, notes: { droppedSessions: 0, adminsNotCarriedOver: [] } };
  const backup = orRefuse(file, 'no backup could be made beside it', () => {
    onStep('back up');
    return backUpFile(locked, options.format, now);
  });
  return orRefuse(file, `it could not be upgraded (a backup is ${backup})`, () => {
    const done = replace(locked, options, context);
    onStep('finish');
    return { ...done, format: options.format, backup };
  });
}

/** Runs a part of the upgrade; its failure becomes the reason for refusing the file. */
function orRefuse<T>(file: string, failure: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const detail = cause instanceof Error ? `: ${cause.message}` : '';
    throw new DatabaseRefusedError(file, `${failure}${detail}`, { cause });
  }
}

type Done = Omit<UpgradeReport, 'format' | 'backup'>;

function replace(locked: LockedFile, options: UpgradeOptions, context: UpgradeContext): Done {
  const convert = (database: Database): Omit<Done, 'isInPlace'> => {
    convertAndVerify(database, { format: options.format, steps: options.steps ?? migrations }, context);
    return describeUpgrade(database, context.notes);
  };
  context.onStep('copy');
  using copy = new WorkingCopy(locked);
  const done = copy.change(convert);
  context.onStep('replace');
  if (locked.hasWriteAheadLog) emptyLog(locked.database);
  try {
    copy.replaceOriginal(options.rename ?? renameSync);
    return { ...done, isInPlace: false };
  } catch (error) {
    if (!isMountPoint(error)) throw error;
  }
  // Now, since after the commit no later start would look for it.
  copy[Symbol.dispose]();
  context.onStep('convert in place');
  const doneInPlace = convert(locked.database);
  context.onStep('commit in place');
  locked.database.exec('COMMIT');
  locked.database.exec('VACUUM');
  return { ...doneInPlace, isInPlace: true };
}

/** A log left beside the new file would be taken for its own. Throws when somebody has written meanwhile. */
function emptyLog(database: Database): void {
  const version = database.pragma('data_version', { simple: true });
  database.exec('ROLLBACK');
  database.pragma('journal_mode = DELETE');
  database.exec('BEGIN EXCLUSIVE');
  if (database.pragma('data_version', { simple: true }) !== version) {
    throw new Error('another program has written to it meanwhile');
  }
}

const mountPointCodes: ReadonlySet<unknown> = new Set(['EBUSY', 'EXDEV', 'EPERM', 'EACCES']);

/** A file that is mounted alone cannot be replaced, only written to. */
function isMountPoint(error: unknown): boolean {
  return error instanceof Error && 'code' in error && mountPointCodes.has(error.code);
}
