/** What a book file is, as its name says. */
export type BookFormat = 'epub' | 'pdf' | 'mobi' | 'azw3' | 'azw' | 'cbz' | 'cbr' | 'djvu';

const FORMATS: ReadonlyMap<string, BookFormat> = new Map([
  ['epub', 'epub'],
  ['pdf', 'pdf'],
  ['mobi', 'mobi'],
  ['azw3', 'azw3'],
  ['azw', 'azw'],
  ['cbz', 'cbz'],
  ['cbr', 'cbr'],
  ['djvu', 'djvu'],
]);

/** The format of a file or path by its last extension, in any case; undefined if it is no book. */
export function formatOfName(name: string): BookFormat | undefined {
  const dot = name.lastIndexOf('.');
  return dot === -1 ? undefined : FORMATS.get(name.slice(dot + 1).toLowerCase());
}

/** The name without its last extension, if that extension is one of a book format. */
export function withoutBookExtension(name: string): string {
  return formatOfName(name) === undefined ? name : name.slice(0, name.lastIndexOf('.'));
}
