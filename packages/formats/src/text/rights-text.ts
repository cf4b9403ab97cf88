import { plainText } from './plain-text.ts';

/** Whole licences belong into the book. */
const MAX_LETTERS = 2000;
const MAX_MARKUP = 20_000;

/** Statements about rights as one text without markup, a line for each, of at most 2,000 letters; null if there are none. */
export function rightsText(statements: readonly string[]): string | null {
  const distinct = new Set(
    statements.flatMap((statement) => plainText(statement.slice(0, MAX_MARKUP).replace(/\s+/g, ' ')) ?? []),
  );
  const text = [...distinct].join('\n');
  if (text === '') return null;
  // A letter outside of the basic plane is not parted.
  return text
    .slice(0, MAX_LETTERS)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
