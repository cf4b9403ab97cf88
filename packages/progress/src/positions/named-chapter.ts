import { chapterAt, type Chapter } from './chapters.ts';
import type { ClientPosition } from './client-position.ts';
import { hrefOf, isSameResource } from './locator.ts';

/**
 * The index of the chapter that a position names by itself, or its place in the spine where chapters are not known; undefined
 * where it names none, or one the book does not have. Nor does a chapter before the end count at 100 %: who marks a book as read leaves the location where it was.
 */
export function namedChapter(
  position: Pick<ClientPosition, 'kind' | 'value' | 'percentage'>,
  chapters: readonly Chapter[] | null,
): number | undefined {
  const index = indexIn(position, chapters);
  if (index === undefined || index < 0) return undefined;
  if (position.percentage >= 100 && index < (chapterAt(chapters ?? [], 100)?.index ?? Infinity))
    return undefined;
  return index;
}

function indexIn(
  { kind, value }: Pick<ClientPosition, 'kind' | 'value'>,
  chapters: readonly Chapter[] | null,
): number | undefined {
  switch (kind) {
    case 'xpointer':
      return inSpine(numberIn(/^\/body\/DocFragment\[(\d{1,6})\]/.exec(value), 1), chapters);
    case 'cfi':
      // The spine is the third child of the package document, and its items have the even numbers.
      return inSpine(numberIn(/^epubcfi\(\/6\/(\d{1,6})(?:\[[^\]]*\])?!/.exec(value), 2), chapters);
    case 'locator': {
      const href = hrefOf(value);
      if (href === undefined) return undefined;
      return (chapters ?? []).findIndex((one) => isSameResource(one.reference, href));
    }
    default:
      return undefined;
  }
}

function numberIn(match: RegExpExecArray | null, step: number): number | undefined {
  const number = Number(match?.[1]);
  return number >= step && number % step === 0 ? number / step - 1 : undefined;
}

function inSpine(spineIndex: number | undefined, chapters: readonly Chapter[] | null): number | undefined {
  return chapters === null ? spineIndex : chapters.findIndex((one) => one.spineIndex === spineIndex);
}
