import { normalizeIsbn } from '@dust/formats';

/** A value inside parsed JSON, by the names of objects and the indices of arrays that lead to it. */
export function valueAt(json: unknown, ...path: readonly (string | number)[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** A text as it is shown: without markup, NFC, white space tidied; null if there is none. */
export function textAt(json: unknown, ...path: readonly (string | number)[]): string | null {
  const value = valueAt(json, ...path);
  if (typeof value !== 'string') return null;
  const text = value
    .slice(0, LONGEST_TEXT)
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES.get(entity) ?? ' ')
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return text === '' ? null : text;
}

/** Like {@link textAt}, for what is no text if it is long, such as a date. */
export function shortTextAt(json: unknown, ...path: readonly (string | number)[]): string | null {
  const text = textAt(json, ...path);
  return text !== null && text.length <= LONGEST_SHORT_TEXT ? text : null;
}

/** An address of the web, http or https and without a password, in its normal form; null if it is none. */
export function webAddressAt(json: unknown, ...path: readonly (string | number)[]): string | null {
  const value = valueAt(json, ...path);
  if (typeof value !== 'string' || value.length > LONGEST_ADDRESS || !URL.canParse(value)) return null;
  const { protocol, username, password, href } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '' ? href : null;
}

/** The texts of an array; of objects in it, those with the name `key`. */
export function textsAt(json: unknown, field: string, key?: string): string[] {
  const values = valueAt(json, field);
  if (!Array.isArray(values)) return [];
  return values
    .slice(0, MOST_VALUES)
    .map((_, index) => (key === undefined ? textAt(values, index) : textAt(values, index, key)))
    .filter((text) => text !== null);
}

/** A count from 1 on, or null. */
export function countAt(json: unknown, field: string): number | null {
  const value = valueAt(json, field);
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}

/** YYYY, YYYY-MM or YYYY-MM-DD as it stands, else the year that a date in words names. */
export function dateAt(json: unknown, field: string): string | null {
  const text = textAt(json, field);
  if (text === null) return null;
  if (/^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(text)) return text;
  return /(?<!\d)(?:1[4-9]|20)\d\d(?!\d)/.exec(text)?.[0] ?? null;
}

/** The ISBN as 13 digits, so that both forms of one number compare as equal; null if it is none. */
export function isbn13(text: string): string | null {
  const isbn = normalizeIsbn(text);
  if (isbn?.length !== 10) return isbn;
  const digits = `978${isbn.slice(0, 9)}`;
  const sum = Array.from(digits).reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const LONGEST_TEXT = 20_000;
const LONGEST_SHORT_TEXT = 100;
const LONGEST_ADDRESS = 2000;
const MOST_VALUES = 100;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&nbsp;', ' '],
]);
