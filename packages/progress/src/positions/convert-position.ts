import { wholePages } from '../position.ts';
import { chapterAt, progressionIn, type Chapter } from './chapters.ts';
import type { ClientPosition, PositionKind } from './client-position.ts';
import { chapterValue, type LocatorValue } from './locator.ts';
import { namedChapter } from './named-chapter.ts';

/**
 * How good a converted position is: `exact` is the same place, `derived` the same page or chapter as the client that made it
 * named, `approximate` the chapter that its share of the book falls into.
 */
export type Quality = 'exact' | 'derived' | 'approximate';

export interface ConvertedPosition {
  readonly kind: PositionKind;
  readonly value: string;
  readonly quality: Quality;
}

/** What is known of a book to convert with. */
export interface BookMeasure {
  readonly pageCount: number | null;
  /** The reading order: empty for a book without chapters that others count as well, null where it cannot be read. */
  readonly chapters: readonly Chapter[] | null;
}

/** A position in terms of another kind; null where the book has no such terms, or nothing is known to convert with. */
export function convertPosition(
  position: ClientPosition,
  kind: PositionKind,
  book: BookMeasure,
): ConvertedPosition | null {
  const isOwn = position.kind === kind && !(kind === 'page' && isOtherPaging(position, book));
  if (isOwn) return { kind, value: position.value, quality: 'exact' };
  switch (kind) {
    case 'percentage':
      return { kind, value: String(position.percentage), quality: 'derived' };
    case 'page':
      return toPage(position, book);
    case 'xpointer':
      return toXPointer(position, book);
    case 'locator':
      return toLocator(position, book);
    // Nobody can name a place in a chapter without reading it, and web clients go by the page.
    default:
      return null;
  }
}

/** The page of a share of the book, 0 to the total. */
function pageAt(percentage: number, totalPages: number): number {
  return Math.round((percentage * totalPages) / 100);
}

/** Whether a page is counted in other pages than those the book is known to have. */
function isOtherPaging({ totalPages }: ClientPosition, { pageCount }: BookMeasure): boolean {
  const total = wholePages(pageCount);
  return total !== 0 && totalPages !== null && totalPages !== total;
}

function toPage(position: ClientPosition, book: BookMeasure): ConvertedPosition | null {
  const total = wholePages(book.pageCount);
  if (total === 0) return null;
  const isSamePaging = position.page !== null && !isOtherPaging(position, book);
  const page = isSamePaging ? Math.min(total, position.page) : pageAt(position.percentage, total);
  return { kind: 'page', value: String(page), quality: isSamePaging ? 'exact' : 'derived' };
}

/** The beginning of the chapter: KOReader goes to the first page of the book where it cannot find a pointer's place. */
function toXPointer(position: ClientPosition, { chapters }: BookMeasure): ConvertedPosition | null {
  const named = namedChapter(position, chapters);
  const index = named ?? chapterAt(chapters ?? [], position.percentage)?.index;
  if (index === undefined) return null;
  const value = `/body/DocFragment[${(chapters?.[index]?.spineIndex ?? index) + 1}].0`;
  return { kind: 'xpointer', value, quality: named === undefined ? 'approximate' : 'derived' };
}

function toLocator(position: ClientPosition, book: BookMeasure): ConvertedPosition {
  const { percentage } = position;
  const { chapters } = book;
  if (chapters === null || chapters.length === 0) return toPageReference(position, book);
  const named = namedChapter(position, chapters);
  const place =
    named === undefined
      ? chapterAt(chapters, percentage)
      : { index: named, progression: progressionIn(chapters, named, percentage) };
  const chapter = place === null ? undefined : chapters[place.index];
  if (place === null || chapter === undefined) return toPageReference(position, book);
  const value = JSON.stringify(chapterValue(chapter, place.progression, percentage));
  return { kind: 'locator', value, quality: named === undefined ? 'approximate' : 'derived' };
}

/** Where there are no chapters, the share of the book and, if it has pages, the page. */
function toPageReference(position: ClientPosition, book: BookMeasure): ConvertedPosition {
  const progression = position.percentage / 100;
  const page = toPage(position, book);
  if (page === null)
    return { kind: 'locator', value: JSON.stringify({ progression }), quality: 'approximate' };
  const value: LocatorValue = { progression, references: [`#page=${page.value}`] };
  return { kind: 'locator', value: JSON.stringify(value), quality: page.quality };
}
