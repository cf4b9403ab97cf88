/** One page of a comic. */
export interface ComicPage {
  /** From 1, in natural order of the names. */
  readonly number: number;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

export interface PageImage {
  readonly data: Uint8Array;
  readonly mediaType: string;
}
