import { decodeEntities } from '../xml/entities.ts';

/** No title or name is longer; what is was made to cost time. */
const MAX_LETTERS = 5_000;
const MAX_LIST = 500;

/**
 * A text of one line: NFC, entities decoded, no control characters, single blanks, at most 5,000 letters; null if
 * nothing is left.
 */
export function tidyText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const tidy = withoutControls(decodeEntities(text.slice(0, MAX_LETTERS)))
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed()
    .normalize('NFC');
  return tidy === '' ? null : tidy;
}

/** Tidy texts without the empty ones and repetitions, in order, at most 500. */
export function tidyList(texts: Iterable<string>): string[] {
  const tidy = new Set<string>();
  for (const text of texts) {
    const value = tidyText(text);
    if (value !== null) tidy.add(value);
    if (tidy.size === MAX_LIST) break;
  }
  return [...tidy];
}

/** The text without what no text shows: control characters (line breaks stay), soft hyphens and byte order marks. */
function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u00ad\ufeff\ufffe\uffff]/gu, (character) =>
    /[\t\n\r\u0085]/.test(character) ? ' ' : '',
  );
}
