import { chapterAt, type Chapter } from './chapters.ts';
import type { ClientPosition } from './client-position.ts';
import { hrefOf, isSameResource } from './locator.ts';

/**
 * The index of the chapter that a position names by itself; undefined where it names none, or one the book does not have. Nor
 * does a chapter before the end count at 100 %: who marks a book as read leaves the location where it was.
 */
export function namedChapter(
  position: Pick<ClientPosition, 'kind' | 'value' | 'percentage'>,
  chapters: readonly Chapter[] | null,
): number | undefined {
  const index = indexIn(position, chapters);
  if (index === undefined || index < 0) return undefined;
  if (position.percentage >= 100 && index < (chapterAt(chapters ?? [], 100)?.index ?? Infinity))
    return undefined;
  return chapters === null || index < chapters.length ? index : undefined;
}

function indexIn(
  { kind, value }: Pick<ClientPosition, 'kind' | 'value'>,
  chapters: readonly Chapter[] | null,
): number | undefined {
  switch (kind) {
    case 'xpointer':
      return numberIn(/^\/body\/DocFragment\[(\d{1,6})\]/.exec(value), 1);
    case 'cfi':
      // The spine is the third child of the package document, and its items have the even numbers.
      return numberIn(/^epubcfi\(\/6\/(\d{1,6})(?:\[[^\]]*\])?!/.exec(value), 2);
    case 'locator': {
      const href = hrefOf(value);
      if (href === undefined) return undefined;
      const found = (chapters ?? []).findIndex((one) => isSameResource(one.reference, href));
      return found === -1 ? undefined : found;
    }
    default:
      return undefined;
  }
}

function numberIn(match: RegExpExecArray | null, step: number): number | undefined {
  const number = Number(match?.[1]);
  return number >= step && number % step === 0 ? number / step - 1 : undefined;
}
