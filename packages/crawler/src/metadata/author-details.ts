/** What an outside catalogue says about an author. */
export interface AuthorDetails {
  /** Every name it has for the author, the usual one first. */
  readonly names: readonly string[];
  /** Plain text, as all that follows. */
  readonly biography: string | null;
  /** A date as the catalogue words it, such as `16 December 1775`. */
  readonly birthDate: string | null;
  readonly deathDate: string | null;
  /** Addresses of the web, http or https. */
  readonly imageUrl: string | null;
  readonly website: string | null;
  readonly wikipediaUrl: string | null;
  readonly goodreadsUrl: string | null;
}
