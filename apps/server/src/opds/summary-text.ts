import { cutText } from './cut-text.ts';

const tag = /<\/?[a-z][^<>]*>/gi;
const longest = 20_000;

/**
 * A description as plain text. Those of scans are; what people or earlier servers wrote may have markup in it.
 *
 * @param length characters to keep at most, the mark of the cut included
 */
export function summaryText(description: string | null, length: number = longest): string | null {
  if (description === null) return null;
  const text = description
    .slice(0, longest)
    .replace(tag, ' ')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
  return text === '' ? null : cutText(text, length);
}
