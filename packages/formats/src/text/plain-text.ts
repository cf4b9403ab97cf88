import { decodeEntities } from '../xml/entities.ts';
import { tidyText } from './tidy-text.ts';

const INVISIBLE = /<!--[^<>]*-->|<(style|script)\b[^<]*<\/\1\s*>/gi;
const BREAK = /<(?:br|\/?(?:p|div|li|ul|ol|h[1-6]|blockquote|tr|table|hr))\b[^<>]*>/gi;
const TAG = /<\/?[a-z][^<>]*>/gi;

/** Some publishers put a whole chapter here; more than this is none. */
const MAX_LETTERS = 200_000;

/**
 * A description without its markup: HTML (also escaped HTML) becomes text with one line for each paragraph, of at
 * most 200,000 letters of markup; null if nothing is left.
 */
export function plainText(markup: string | null | undefined): string | null {
  if (markup === null || markup === undefined) return null;
  const written = markup.slice(0, MAX_LETTERS);
  const unwrapped = /&lt;\/?[a-z]/i.test(written) ? decodeEntities(written) : written;
  // Line breaks of the markup mean nothing if it has paragraphs of its own.
  const hasParagraphs = /<(?:br|p|div|li)\b/i.test(unwrapped);
  const source = hasParagraphs ? unwrapped.replace(/\s+/g, ' ') : unwrapped;
  const lines = source
    .replace(INVISIBLE, '')
    .replace(BREAK, '\n')
    .replace(TAG, '')
    .split(/[\r\n]+/);
  const text = lines.flatMap((line) => tidyText(line) ?? []).join('\n');
  return text === '' ? null : text;
}
