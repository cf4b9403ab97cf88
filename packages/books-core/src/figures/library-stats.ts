import { sql, type Db } from '@dust/db';
import { countAuthors } from '../browse/authors.ts';
import { countSeries } from '../browse/series.ts';
import { prepareQuestion, visibilitySignature, type Remembered } from '../lists/remembered.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { hiddenBookIds } from '../visibility.ts';

/** Figures about the books the viewer sees, archived ones included where nothing else is said. */
export interface LibraryStats {
  readonly totalBooks: number;
  readonly activeBooks: number;
  readonly archivedBooks: number;
  /** Authors of active books. */
  readonly totalAuthors: number;
  /** Series of active books. */
  readonly totalSeries: number;
  /** Bytes. */
  readonly totalSize: number;
  /** Format → number of books; books without a known format are left out. */
  readonly booksByFormat: Readonly<Record<string, number>>;
  readonly quarantinedFiles: number;
}

type BookFigures = Pick<LibraryStats, 'totalBooks' | 'archivedBooks' | 'totalSize' | 'booksByFormat'>;

const selectFigures = prepareQuestion(
  (argument: ViewerArguments) => sql<string>`(
    with figures as (
      select lower(file_format) as format, count(*) as books, sum(file_size) as bytes,
        count(*) filter (where status = 'archived') as archived
      from books where id not in (${hiddenBookIds(argument)}) group by 1
    )
    select json_object('totalBooks', coalesce(sum(books), 0), 'archivedBooks', coalesce(sum(archived), 0),
      'totalSize', coalesce(sum(bytes), 0),
      'booksByFormat', json_group_object(format, books) filter (where format is not null)) from figures
  )`,
);

/** Four statements, of which three are answered from memory while nothing changes. */
export async function getLibraryStats(db: Db, remembered: Remembered, viewer: Viewer): Promise<LibraryStats> {
  const figures: BookFigures = JSON.parse(
    String(
      await remembered.ask((snapshot) => ({
        key: `figures ${visibilitySignature(viewer, snapshot)}`,
        query: selectFigures,
        args: viewerArguments(viewer),
      })),
    ),
  );
  const { files } = await db
    .selectFrom('quarantine')
    .select((query) => query.fn.countAll<number>().as('files'))
    .executeTakeFirstOrThrow();
  return {
    ...figures,
    activeBooks: figures.totalBooks - figures.archivedBooks,
    totalAuthors: await countAuthors(remembered, viewer),
    totalSeries: await countSeries(remembered, viewer),
    quarantinedFiles: files,
  };
}
