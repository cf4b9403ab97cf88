import { withoutBookExtension } from './book-format.ts';
import { isIsbn10, isIsbn13 } from './isbn.ts';

const SEPARATOR = '[\\-_ .\\u2010-\\u2013]';
const ISBN_13 = new RegExp(`(?<!\\d)9${SEPARATOR}?7${SEPARATOR}?[89](?:${SEPARATOR}?\\d){10}`, 'g');
const ISBN_10_IN_A_ROW = /(?<!\d)\d{9}(?:\d(?!\d)|X(?![\p{L}\p{N}]))/giu;
// Four groups with the same separator; neither end continues as a chain of numbers with that separator.
const ISBN_10_IN_GROUPS = new RegExp(
  `(?<!\\d)\\d+(${SEPARATOR})\\d+\\1\\d+\\1[\\dX](?![\\p{L}\\p{N}])(?!\\1\\d)`,
  'giu',
);
const NON_ISBN = /[^\dX]/g;

/**
 * The ISBN in a file name: the first valid ISBN-13, else the leftmost valid ISBN-10; null if there is none. A single
 * hyphen, blank, dot or underscore may stand between digits.
 */
export function isbnFromName(fileName: string): string | null {
  const name = withoutBookExtension(fileName);
  return firstIsbn13(name) ?? firstIsbn10(name);
}

function firstIsbn13(name: string): string | null {
  for (const [text] of overlappingMatches(name, ISBN_13)) {
    const digits = text.replace(NON_ISBN, '');
    if (isIsbn13(digits)) return digits;
  }
  return null;
}

function firstIsbn10(name: string): string | null {
  const candidates = [...inARow(name), ...inGroups(name)].sort((a, b) => a.index - b.index);
  return candidates.find(({ digits }) => isIsbn10(digits))?.digits ?? null;
}

interface Candidate {
  readonly index: number;
  readonly digits: string;
}

function inARow(name: string): Candidate[] {
  return overlappingMatches(name, ISBN_10_IN_A_ROW).map((match) => ({
    index: match.index,
    digits: match[0].toUpperCase(),
  }));
}

function inGroups(name: string): Candidate[] {
  return overlappingMatches(name, ISBN_10_IN_GROUPS)
    .filter((match) => !continuesLeft(name, match.index, match[1] ?? ''))
    .map((match) => ({ index: match.index, digits: match[0].toUpperCase().replace(NON_ISBN, '') }));
}

function continuesLeft(name: string, index: number, separator: string): boolean {
  return name[index - 1] === separator && /\d/.test(name[index - 2] ?? '');
}

/** All matches, also those that begin inside an earlier one. */
function overlappingMatches(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  const search = new RegExp(pattern);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    matches.push(match);
    search.lastIndex = match.index + 1;
  }
  return matches;
}
