const SEPARATORS = /[\s\-_.\u2010-\u2013]/g;

/**
 * The ISBN a text states, as metadata do ("urn:isbn:978-0-306-40615-7", "ISBN 0306406152"): digits only, a final X
 * in capitals. null unless nothing else is in the text and the check digit is right.
 */
export function normalizeIsbn(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^(?:urn:)?isbn(?:[-_ ]?1[03](?=[\s:]))?[\s:]*/i, '')
    .replace(SEPARATORS, '')
    .toUpperCase();
  return isIsbn13(bare) || isIsbn10(bare) ? bare : null;
}

/** Whether these are 13 digits from 978 or 979 on with a right check digit. */
export function isIsbn13(digits: string): boolean {
  if (!/^97[89]\d{10}$/.test(digits)) return false;
  return weighted(digits, (index) => (index % 2 === 0 ? 1 : 3)) % 10 === 0;
}

/** Whether these are nine digits and a digit or X with a right check digit. */
export function isIsbn10(digits: string): boolean {
  if (!/^\d{9}[\dX]$/.test(digits)) return false;
  return weighted(digits, (index) => 10 - index) % 11 === 0;
}

function weighted(digits: string, weight: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charAt(index);
    sum += weight(index) * (digit === 'X' ? 10 : Number(digit));
  }
  return sum;
}
