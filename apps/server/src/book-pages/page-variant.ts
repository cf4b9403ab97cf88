import { pageWidths, type PageImageFormat } from '@dust/api-contract';
import { chooseType, type ImageType } from '../images/image-type.ts';

/** Formats of books whose pages can be had. */
export type PagedFormat = 'cbz' | 'cbr' | 'pdf';

/** How a page is made from its book. */
export interface PageVariant {
  /** Pixels; null: as wide as it is. */
  readonly width: number | null;
  /** Null: as it is in the book. */
  readonly type: ImageType | null;
}

export interface VariantWish {
  readonly width?: number | undefined;
  readonly format?: PageImageFormat | undefined;
  readonly accept: string | undefined;
}

/** The type of a drawn page that is asked for without any wish. */
export const drawnType = 'image/jpeg';
const drawnWidth = 1600;
const widestWidth = Math.max(...pageWidths);

export function pagedFormatOf(format: string | null): PagedFormat | undefined {
  return format === 'cbz' || format === 'cbr' || format === 'pdf' ? format : undefined;
}

/** The variant that comes closest to a wish. */
export function chooseVariant({ width, format, accept }: VariantWish, book: PagedFormat): PageVariant {
  const wishedType = format === undefined ? undefined : (`image/${format}` as const);
  if (book === 'pdf') {
    return { width: knownWidth(width ?? drawnWidth), type: wishedType ?? chooseType(accept) };
  }
  if (width === undefined) return { width: null, type: wishedType ?? null };
  return { width: knownWidth(width), type: wishedType ?? chooseType(accept) };
}

/** Text that tells the variants of a page apart; empty for the page as it is. */
export function variantName({ width, type }: PageVariant): string {
  return type === null ? '' : `-${width ?? 'full'}-${type.slice('image/'.length)}`;
}

function knownWidth(wished: number): number {
  return pageWidths.find((width) => width >= wished) ?? widestWidth;
}
