/** One item of a book's reading order. */
export interface Chapter {
  /** As locators name it, without fragment: from the manifest of the publication. */
  readonly href: string;
  /** As references name it, without fragment: from the root of the package. */
  readonly reference: string;
  /** Media type. */
  readonly type: string;
  /** How much of the book it is, in any unit that is the same for all. */
  readonly length: number;
  /** Its place in the spine of an EPUB, from 0: CFIs and pointers count what is out of the reading order as well. */
  readonly spineIndex: number;
}

/** A place in the reading order. */
export interface ChapterPlace {
  /** From 0. */
  readonly index: number;
  /** How far in the chapter, 0–1. */
  readonly progression: number;
}

/** The chapter that a share of the book ends in; null for a book without chapters or without any length. */
export function chapterAt(chapters: readonly Chapter[], percentage: number): ChapterPlace | null {
  const whole = lengthOf(chapters);
  if (whole === 0) return null;
  const wanted = (percentage / 100) * whole;
  let start = 0;
  let last = 0;
  for (const [index, { length }] of chapters.entries()) {
    if (length <= 0) continue;
    if (wanted < start + length) return { index, progression: Math.max(0, (wanted - start) / length) };
    start += length;
    last = index;
  }
  return { index: last, progression: 1 };
}

/** How far in a chapter a share of the whole book is: 0 before it, 1 after it. */
export function progressionIn(chapters: readonly Chapter[], index: number, percentage: number): number {
  const before = lengthOf(chapters.slice(0, index));
  const { length = 0 } = chapters[index] ?? {};
  if (length <= 0) return 0;
  const wanted = (percentage / 100) * lengthOf(chapters);
  return Math.min(1, Math.max(0, (wanted - before) / length));
}

function lengthOf(chapters: readonly Chapter[]): number {
  return chapters.reduce((sum, { length }) => sum + Math.max(0, length), 0);
}
