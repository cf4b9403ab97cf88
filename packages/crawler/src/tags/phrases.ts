/** Finds whole words and phrases in a text. */
export interface PhraseMatcher {
  /** The phrases that occur, in lower case with single blanks; longer ones use up their words. */
  find(text: string): Set<string>;
}

const LETTER_OR_DIGIT = String.raw`[\p{L}\p{N}]`;
/** Blanks and hyphens inside a phrase are interchangeable, and a run of them counts as one. */
const GAP = String.raw`[\s\-\u2010-\u2013]+`;

/** @param phrases in lower case, words separated by blanks or hyphens */
export function matchPhrases(phrases: Iterable<string>): PhraseMatcher {
  const words = [...new Set([...phrases].map(canonical))].sort((a, b) => b.length - a.length);
  const alternatives = words.map((phrase) => phrase.replaceAll(' ', GAP)).join('|');
  const pattern = new RegExp(`(?<!${LETTER_OR_DIGIT})(?:${alternatives})(?!${LETTER_OR_DIGIT})`, 'giu');
  return {
    find: (text) => new Set([...text.normalize('NFC').matchAll(pattern)].map(([match]) => canonical(match))),
  };
}

function canonical(phrase: string): string {
  return phrase.toLowerCase().replaceAll(new RegExp(GAP, 'g'), ' ');
}
