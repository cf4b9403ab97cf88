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

/** What is kept in memory is good as long as these are what they were when it was read. */
export async function getChangeVersions(db: Db): Promise<ChangeVersions> {
  const versions = await selectVersions.first(db, {});
  if (versions === undefined) throw new Error('The database lacks its row of change_versions');
  return versions;
}
