/** Answers of outside catalogues, misses included. */
export interface LookupCacheTable {
  isbn: string;
  source: string;
  found: number;
  /** JSON, NULL for a miss. */
  data: string | null;
  fetched_at: string;
}
