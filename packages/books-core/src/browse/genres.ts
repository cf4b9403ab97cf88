import { sql } from '@dust/db';
import { GenreNotFoundError } from '../errors.ts';
import { prepareQuestion, visibilitySignature, type Remembered } from '../lists/remembered.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { hiddenBookIds } from '../visibility.ts';

/** A tag of category `genre`. */
export interface GenreRecord {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly color: string | null;
  /** Active books that the viewer sees. */
  readonly bookCount: number;
}

/** Counting all and taking away the archived and hidden ones reads far less than looking at every book. */
const selectGenres = prepareQuestion(
  (argument: ViewerArguments) => sql<string>`(
    with uncounted as materialized (
      select genres.id as tag_id, count(*) as books from (
        select id from books where status = 'archived' union ${hiddenBookIds(argument)}
      ) as absent cross join book_tags on book_tags.book_id = absent.id
      cross join tags as genres on genres.id = book_tags.tag_id and genres.category = 'genre'
      group by genres.id
    )
    select json_group_array(
      json_object('id', tags.id, 'name', tags.name, 'description', tags.description, 'color', tags.color, 'bookCount',
        (select count(*) from book_tags where book_tags.tag_id = tags.id) - coalesce(uncounted.books, 0))
      order by lower(tags.name), tags.id
    ) from tags left join uncounted on uncounted.tag_id = tags.id where tags.category = 'genre'
  )`,
);

/** All genres by name, those without a book included. */
export async function listGenres(remembered: Remembered, viewer: Viewer): Promise<GenreRecord[]> {
  const genres = await remembered.ask((snapshot) => ({
    key: `genres ${visibilitySignature(viewer, snapshot)}`,
    query: selectGenres,
    args: viewerArguments(viewer),
  }));
  return JSON.parse(String(genres));
}

/** One genre; throws {@link GenreNotFoundError} also for a tag of another category. */
export async function getGenre(remembered: Remembered, viewer: Viewer, id: number): Promise<GenreRecord> {
  const genre = (await listGenres(remembered, viewer)).find((one) => one.id === id);
  if (genre === undefined) throw new GenreNotFoundError();
  return genre;
}
