import { pdfOf } from './pdf-writer.ts';

export interface Bookmark {
  readonly title: string;
  /** Index from 0; null: it leads nowhere. */
  readonly page: number | null;
  readonly children?: readonly Bookmark[];
}

/** `pdfOf` numbers further objects from here. */
const FIRST_OBJECT = 500;

/** A PDF of two pages with bookmarks; in a circle, the last one of a level is followed by the first. */
export function outlineOf(bookmarks: readonly Bookmark[], { isCircle = false } = {}): Uint8Array {
  const objects: string[] = [''];
  const level = (entries: readonly Bookmark[], parent: number): string => {
    const first = FIRST_OBJECT + objects.length;
    for (const _ of entries) objects.push('');
    for (const [index, { title, page, children = [] }] of entries.entries()) {
      const isLast = index === entries.length - 1;
      const next = isLast ? (isCircle ? first : undefined) : first + index + 1;
      const below = children.length === 0 ? '' : level(children, first + index);
      const place = page === null ? '' : `/Dest [${page + 10} 0 R /Fit]`;
      objects[first + index - FIRST_OBJECT] =
        `<</Title <${utf16(title)}> /Parent ${parent} 0 R ${place} ${below} ${next === undefined ? '' : `/Next ${next} 0 R`}>>`;
    }
    return `/First ${first} 0 R /Last ${first + entries.length - 1} 0 R /Count ${entries.length}`;
  };
  objects[0] = `<</Type /Outlines ${level(bookmarks, FIRST_OBJECT)}>>`;
  return pdfOf({
    pages: 2,
    catalog: `/Outlines ${FIRST_OBJECT} 0 R`,
    more: objects.map((object) => Buffer.from(object)),
  });
}

function utf16(text: string): string {
  return `feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}`;
}
