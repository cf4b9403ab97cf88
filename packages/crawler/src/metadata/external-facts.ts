/** How a catalogue keeps an author. */
export interface AuthorKey {
  readonly name: string;
  readonly key: string;
}

/** What an outside catalogue says about an ISBN. */
export interface ExternalFacts {
  readonly title: string | null;
  readonly author: string | null;
  readonly publisher: string | null;
  readonly publicationDate: string | null;
  readonly description: string | null;
  readonly pageCount: number | null;
  readonly language: string | null;
  readonly categories: readonly string[];
  readonly isMature: boolean;
  /** Address of an image. */
  readonly coverUrl: string | null;
  /** Authors about whom the catalogue has pages. */
  readonly authorKeys: readonly AuthorKey[];
}
