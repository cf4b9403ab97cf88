/** The values a book shows, whatever their source. */
export interface BookMetadata {
  readonly name: string;
  readonly author: string;
  readonly series: string | null;
  readonly series_number: number | null;
  readonly isbn: string | null;
  readonly publisher: string | null;
  readonly publication_date: string | null;
  readonly description: string | null;
  readonly language: string | null;
  readonly page_count: number | null;
  readonly subjects: readonly string[] | null;
}

/** The author of books nobody is named for. */
export const UNKNOWN_AUTHOR = 'Unknown Author';
