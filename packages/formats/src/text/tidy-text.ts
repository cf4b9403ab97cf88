import { decodeEntities } from '../xml/entities.ts';

/** A text of one line: NFC, entities decoded, no control characters, single blanks; null if nothing is left. */
export function tidyText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const tidy = withoutControls(decodeEntities(text)).replace(/\s+/g, ' ').trim().normalize('NFC');
  return tidy === '' ? null : tidy;
}

/** Tidy texts without the empty ones and repetitions, in order. */
export function tidyList(texts: Iterable<string>): string[] {
  const tidy = new Set<string>();
  for (const text of texts) {
    const value = tidyText(text);
    if (value !== null) tidy.add(value);
  }
  return [...tidy];
}

/** The text without what no text shows: control characters (line breaks stay), soft hyphens and byte order marks. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u00ad\ufeff\ufffe\uffff]/gu, (character) =>
    /[\t\n\r\u0085]/.test(character) ? ' ' : '',
  );
}
