import { toDbTime, type Db } from '@dust/db';
import type { AuthorDetails } from '../metadata/author-details.ts';

/** What catalogues may tell about an author. */
export const detailColumns = [
  'biography',
  'birth_date',
  'death_date',
  'image_url',
  'website',
  'wikipedia_url',
  'goodreads_url',
  'aliases',
] as const;

type Details = Readonly<Record<(typeof detailColumns)[number], string | null>>;

/** Writes what is not known about an author; what is there stays, and a row that lacks none of it is not touched. */
export async function fillAuthor(
  db: Db,
  authorId: number,
  { details, now }: { readonly details: AuthorDetails; readonly now: Date },
): Promise<void> {
  const values = columnsOf(details);
  const told = detailColumns.filter((column) => values[column] !== null);
  await db
    .updateTable('authors')
    .set((set) => ({
      biography: set.fn.coalesce('biography', set.val(values.biography)),
      birth_date: set.fn.coalesce('birth_date', set.val(values.birth_date)),
      death_date: set.fn.coalesce('death_date', set.val(values.death_date)),
      image_url: set.fn.coalesce('image_url', set.val(values.image_url)),
      website: set.fn.coalesce('website', set.val(values.website)),
      wikipedia_url: set.fn.coalesce('wikipedia_url', set.val(values.wikipedia_url)),
      goodreads_url: set.fn.coalesce('goodreads_url', set.val(values.goodreads_url)),
      aliases: set.fn.coalesce('aliases', set.val(values.aliases)),
      updated_at: toDbTime(now),
    }))
    .where('id', '=', authorId)
    .where((where) => where.or(told.map((column) => where(column, 'is', null))))
    .execute();
}

function columnsOf({ names, ...details }: AuthorDetails): Details {
  const aliases = names.slice(1);
  return {
    biography: details.biography,
    birth_date: details.birthDate,
    death_date: details.deathDate,
    image_url: details.imageUrl,
    website: details.website,
    wikipedia_url: details.wikipediaUrl,
    goodreads_url: details.goodreadsUrl,
    aliases: aliases.length === 0 ? null : JSON.stringify(aliases),
  };
}
