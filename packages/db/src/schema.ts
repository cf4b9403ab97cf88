import type { Kysely, Transaction } from 'kysely';
import type { AppPasswordsTable, KoreaderKeysTable } from './tables/app-passwords.ts';
import type { AuthorsTable } from './tables/authors.ts';
import type { BookCreatorsTable } from './tables/book-creators.ts';
import type { BooksTable } from './tables/books.ts';
import type { RolePermissionsTable, UserPermissionsTable, UserRolesTable } from './tables/grants.ts';
import type {
  ChangeVersionsTable,
  DustMigrationsTable,
  UpgradeLeftoversTable,
} from './tables/housekeeping.ts';
import type { InvitationsTable } from './tables/invitations.ts';
import type { LookupCacheTable } from './tables/lookup-cache.ts';
import type { PermissionsTable } from './tables/permissions.ts';
import type { QuarantineTable } from './tables/quarantine.ts';
import type { ReadingPositionsTable, UnmatchedPositionsTable } from './tables/reading-positions.ts';
import type { ReadingActivityTable, ReadingProgressTable } from './tables/reading-progress.ts';
import type { RolesTable } from './tables/roles.ts';
import type { ScansTable } from './tables/scans.ts';
import type { SeriesTable } from './tables/series.ts';
import type { ServerSettingsTable } from './tables/server-settings.ts';
import type { SessionsTable } from './tables/sessions.ts';
import type { BookTagExclusionsTable, BookTagsTable, TagsTable } from './tables/tags.ts';
import type { UsersTable } from './tables/users.ts';

/** Every table of a Dust database by its name. */
export interface Tables {
  app_passwords: AppPasswordsTable;
  authors: AuthorsTable;
  book_creators: BookCreatorsTable;
  book_tag_exclusions: BookTagExclusionsTable;
  book_tags: BookTagsTable;
  books: BooksTable;
  change_versions: ChangeVersionsTable;
  dust_migrations: DustMigrationsTable;
  invitations: InvitationsTable;
  koreader_keys: KoreaderKeysTable;
  lookup_cache: LookupCacheTable;
  permissions: PermissionsTable;
  quarantine: QuarantineTable;
  reading_activity: ReadingActivityTable;
  reading_positions: ReadingPositionsTable;
  reading_progress: ReadingProgressTable;
  role_permissions: RolePermissionsTable;
  roles: RolesTable;
  scans: ScansTable;
  series: SeriesTable;
  server_settings: ServerSettingsTable;
  sessions: SessionsTable;
  tags: TagsTable;
  unmatched_positions: UnmatchedPositionsTable;
  upgrade_leftovers: UpgradeLeftoversTable;
  user_permissions: UserPermissionsTable;
  user_roles: UserRolesTable;
  users: UsersTable;
}

/** The database, or a transaction of it: what every query function takes first. */
export type Db = Kysely<Tables>;

/** A transaction, for functions that only make sense inside one. */
export type Tx = Transaction<Tables>;
