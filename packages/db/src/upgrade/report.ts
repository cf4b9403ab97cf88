/** An earlier format of Dust's database. */
export type EarlierFormat = '2025' | '2026';

/** What an upgrade has done, for the log. */
export interface UpgradeReport {
  readonly format: EarlierFormat;
  /** Path of the byte copy of the file as it was. */
  readonly backup: string;
  /** The file could not be replaced and was converted where it is. */
  readonly isInPlace: boolean;
  /** Rows now in `upgrade_leftovers`. */
  readonly leftovers: number;
  /** Ids of users whose stored password is no bcrypt hash: they cannot sign in until an administrator sets a new one. */
  readonly usersWithoutPassword: readonly number[];
  /** Ids of users whose role `admin` had no effect before and was not carried over. */
  readonly adminsNotCarriedOver: readonly number[];
  /** Whether anybody may administer the server. */
  readonly hasAdministrator: boolean;
}

/** What the rules of an upgrade note while they work. */
export interface UpgradeNotes {
  /** Sessions that were expired, doubled or of nobody. */
  droppedSessions: number;
  adminsNotCarriedOver: number[];
}

/** What the rules need of the world. */
export interface UpgradeContext {
  readonly now: Date;
  readonly notes: UpgradeNotes;
  /** Called before each step with its name. */
  readonly onStep: (step: string) => void;
}
