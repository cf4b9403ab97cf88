import type { Db } from '@dust/db';
import type { AuthorDetails } from '../metadata/author-details.ts';
import { paddedList } from '../queries/statement-sizes.ts';
import { shortTextAt, textAt, textsAt, webAddressAt } from './json-fields.ts';
import { isFresh } from './lookup-cache.ts';

export interface AuthorQuestion {
  readonly isbns: readonly string[];
  readonly source: string;
  readonly now: Date;
}

/** What is still good of what a catalogue has said about the authors of books, by their ISBNs; null: nothing that helps. */
export async function freshAuthors(
  db: Db,
  { isbns, source, now }: AuthorQuestion,
): Promise<ReadonlyMap<string, AuthorDetails | null>> {
  const rows = await db
    .selectFrom('lookup_cache')
    .select(['isbn', 'data'])
    .where('isbn', 'in', paddedList(isbns))
    .where('source', '=', source)
    .where(isFresh(now))
    .execute();
  return new Map(rows.map(({ isbn, data }) => [isbn, data === null ? null : parseDetails(data)]));
}

function parseDetails(json: string): AuthorDetails {
  const data: unknown = JSON.parse(json);
  return {
    names: textsAt(data, 'names'),
    biography: textAt(data, 'biography'),
    birthDate: shortTextAt(data, 'birthDate'),
    deathDate: shortTextAt(data, 'deathDate'),
    imageUrl: webAddressAt(data, 'imageUrl'),
    website: webAddressAt(data, 'website'),
    wikipediaUrl: webAddressAt(data, 'wikipediaUrl'),
    goodreadsUrl: webAddressAt(data, 'goodreadsUrl'),
  };
}
