import type { Generated, Insertable, Selectable } from 'kysely';

export interface AuthorsTable {
  id: Generated<number>;
  name: string;
  biography: string | null;
  birth_date: string | null;
  death_date: string | null;
  nationality: string | null;
  image_url: string | null;
  wikipedia_url: string | null;
  goodreads_url: string | null;
  website: string | null;
  /** JSON array of text. */
  aliases: string | null;
  /** JSON array of text. */
  genres: string | null;
  created_at: string | null;
  updated_at: string | null;
  /** The name as {@link foldKey} folds it: the order of lists. */
  name_key: string | null;
}

export type AuthorRow = Selectable<AuthorsTable>;
export type NewAuthor = Insertable<AuthorsTable>;
