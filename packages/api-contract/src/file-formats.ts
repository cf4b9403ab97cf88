/** Media type of each book file format, as the book file is served with it. */
export const mediaTypes = {
  epub: 'application/epub+zip',
  pdf: 'application/pdf',
  mobi: 'application/x-mobipocket-ebook',
  azw3: 'application/vnd.amazon.mobi8-ebook',
  cbz: 'application/vnd.comicbook+zip',
  cbr: 'application/vnd.comicbook-rar',
  azw: 'application/vnd.amazon.ebook',
  djvu: 'image/vnd.djvu',
} as const;

export type FileFormat = keyof typeof mediaTypes;

/** Book file formats: what `Book.file_format` holds, in lower case. */
export const fileFormats: readonly FileFormat[] = [
  'epub',
  'pdf',
  'mobi',
  'azw3',
  'cbz',
  'cbr',
  'azw',
  'djvu',
];

/** Formats whose pages are served one by one under `/books/:id/pages`. */
export const pageFormats: readonly FileFormat[] = ['cbz', 'cbr', 'pdf'];

const known: ReadonlyMap<string, string> = new Map(Object.entries(mediaTypes));

/** The media type of a book file; `application/octet-stream` for a format that is unknown or null. */
export function mediaTypeOf(format: string | null): string {
  return known.get(format ?? '') ?? 'application/octet-stream';
}
