import { tidyText } from './tidy-text.ts';

/** The number of a book in its series: a plain decimal number, else null. */
export function seriesNumber(text: string | null | undefined): number | null {
  const tidy = tidyText(text);
  return tidy !== null && /^-?\d{1,6}(?:\.\d{1,6})?$/.test(tidy) ? Number(tidy) : null;
}
