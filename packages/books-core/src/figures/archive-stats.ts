import { sql, toDbTime, type Db } from '@dust/db';
import { countOfStatus } from '../lists/book-conditions.ts';
import { prepareSql } from '../prepare-sql.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { hiddenBookIds } from '../visibility.ts';

/** Figures about the books the viewer sees. */
export interface ArchiveStats {
  readonly totalBooks: number;
  readonly activeBooks: number;
  readonly archivedBooks: number;
  /** Archived because the file was missing, not by hand. */
  readonly archivedDueToMissingFiles: number;
  /** Archived within the last 7 days. */
  readonly archivedThisWeek: number;
  /** Archived within the last 30 days. */
  readonly archivedThisMonth: number;
}

interface StatsArguments extends ViewerArguments {
  readonly weekAgo: string;
  readonly monthAgo: string;
}

type StatsRow = Omit<ArchiveStats, 'totalBooks'>;

const dayMs = 86_400_000;

const selectStats = prepareSql(
  (argument: StatsArguments) => sql<StatsRow>`
    select ${countOfStatus('active', argument)} as activeBooks,
      count(*) as archivedBooks,
      count(*) filter (where archive_kind = 'missing') as archivedDueToMissingFiles,
      count(*) filter (where archived_at >= ${argument.weekAgo}) as archivedThisWeek,
      count(*) filter (where archived_at >= ${argument.monthAgo}) as archivedThisMonth
    from books where status = 'archived' and id not in (${hiddenBookIds(argument)})`,
);

export async function getArchiveStats(db: Db, viewer: Viewer, now: Date): Promise<ArchiveStats> {
  const row = await selectStats.first(db, {
    ...viewerArguments(viewer),
    weekAgo: toDbTime(new Date(now.getTime() - 7 * dayMs)),
    monthAgo: toDbTime(new Date(now.getTime() - 30 * dayMs)),
  });
  if (row === undefined) throw new Error('Counting gave no row');
  return { totalBooks: row.activeBooks + row.archivedBooks, ...row };
}
