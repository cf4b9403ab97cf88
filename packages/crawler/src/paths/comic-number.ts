const NUMBER_FOLDER = /^#?\s*(\d{1,9}(?:\.\d+)?)$/;
const BRACKETED = /\([^()]*\)|\[[^[\]]*\]/g;
const AFTER_HASH = /#\s*(\d{1,9}(?:\.\d+)?)/;
const STANDING_ALONE = /(?<![\p{L}\p{N}.])\d{1,4}(?:\.\d+)?(?![\p{L}\p{N}]|\.\d)/gu;

/** The number a folder consists of (`12`, `#12`, `012`, `1.5`), or null for any other name. */
export function numberOfFolder(name: string): number | null {
  const match = NUMBER_FOLDER.exec(name.trim());
  return match?.[1] === undefined ? null : Number(match[1]);
}

/**
 * The issue number in a comic's file name without extension: what follows `#`, else the last number of up to four digits
 * that stands alone and is no year. Parts in brackets do not count.
 */
export function numberOfFileName(stem: string): number | null {
  const text = stem.normalize('NFC').replaceAll(BRACKETED, ' ');
  const hash = AFTER_HASH.exec(text);
  if (hash?.[1] !== undefined) return Number(hash[1]);
  const numbers = [...text.matchAll(STANDING_ALONE)].map(([digits]) => digits);
  const last = numbers.findLast((digits) => !/^(?:19|20)\d\d$/.test(digits));
  return last === undefined ? null : Number(last);
}
