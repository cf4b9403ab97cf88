/** Letters that Unicode does not take apart into a letter and an accent, with what people type for them. */
const plainLetters: ReadonlyMap<string, string> = new Map([
  ['ø', 'o'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ß', 'ss'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ı', 'i'],
]);
const plainLetter = new RegExp(`[${[...plainLetters.keys()].join('')}]`, 'g');

/** Runs of the scripts that are written without blanks between words; Korean too, whose words carry endings. */
const unspaced = /[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}]&&[\p{L}\p{N}]]+/gv;

/**
 * A text as the search index gets it. Runs of Chinese, Japanese and Korean characters become their overlapping pairs and their last
 * character, so that words within them are found: `日本語` is `日本 本語 語`.
 */
export function searchText(text: string): string {
  return folded(text).replace(unspaced, (run) => ` ${[...pairsOf(run), lastOf(run)].join(' ')} `);
}

/** What a search looks for, at most 20 terms: each of them some words that follow each other, of which the last may go on. */
export function searchTerms(text: string): string[] {
  const joined = folded(text).replaceAll(/\d[\d-]*-[\d-]*[\dx]/g, joinIsbn);
  const parted = joined.replace(unspaced, (run) => ` ${run} `);
  const words = parted.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu)?.slice(0, 20) ?? [];
  return words.map((word) => word.replace(unspaced, (run) => pairsOf(run).join(' ') || run));
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(plainLetter, (letter) => plainLetters.get(letter) ?? letter);
}

function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}

function lastOf(run: string): string {
  return Array.from(run).at(-1) ?? '';
}

/** ISBNs, and beginnings of those with 13 digits, are looked for without hyphens; other numbers, as spans of years, are not. */
function joinIsbn(number: string): string {
  const digits = number.replaceAll('-', '');
  return digits.length === 10 || /^97[89]/.test(digits) ? digits : number;
}
