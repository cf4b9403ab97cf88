/** Who reads what, and when. */
export interface Reading {
  readonly userId: number;
  readonly book: ReadBook;
  readonly now: Date;
}

/** What must be known of a book to keep a place in it. */
export interface ReadBook {
  readonly id: number;
  readonly pageCount: number | null;
}
