import { numberOfFolder } from './comic-number.ts';

/** Which part of a path means what. Names are as they are on disk. */
export type Layout =
  | { readonly kind: 'books'; readonly author: string | null; readonly title: string | null }
  | {
      readonly kind: 'comics';
      readonly publisher: string | null;
      readonly series: string | null;
      /** The folder of one issue. */
      readonly issue: string | null;
    }
  | { readonly kind: 'flat' };

/**
 * Reads the folders between a library directory and a file.
 *
 * @param segments the library directory's own last segment, then the folders down to the file
 */
export function layoutOf(segments: readonly string[]): Layout {
  const anchor = anchorOf(segments);
  if (anchor === -1) return { kind: 'flat' };
  const folders = segments.slice(anchor + 1);
  return segments[anchor]?.toLowerCase() === 'books' ? booksLayout(folders) : comicsLayout(folders);
}

/** Whether the layout gives the file's folder to one title, so that all books in it are that title. */
export function isTitleFolder(layout: Layout): boolean {
  if (layout.kind === 'books') return layout.title !== null;
  return layout.kind === 'comics' && layout.issue !== null;
}

function anchorOf(segments: readonly string[]): number {
  let anchor = segments.findIndex(isAnchorName);
  if (anchor === -1) return -1;
  while (isAnchorName(segments[anchor + 1] ?? '')) anchor += 1;
  return anchor;
}

function isAnchorName(name: string): boolean {
  return /^(?:books|comics)$/i.test(name);
}

function booksLayout(folders: readonly string[]): Layout {
  return { kind: 'books', author: folders[0] ?? null, title: folders[1] ?? null };
}

function comicsLayout(folders: readonly string[]): Layout {
  const [first, second, third] = folders;
  if (first === undefined) return { kind: 'comics', publisher: null, series: null, issue: null };
  if (second === undefined) return { kind: 'comics', publisher: null, series: first, issue: null };
  if (third !== undefined) return { kind: 'comics', publisher: first, series: second, issue: third };
  return numberOfFolder(second) === null
    ? { kind: 'comics', publisher: first, series: second, issue: null }
    : { kind: 'comics', publisher: null, series: first, issue: second };
}
