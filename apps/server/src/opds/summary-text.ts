import { cutText } from './cut-text.ts';

const tag = /<\/?[a-z][^<>]*>/gi;
const longest = 20_000;

const entity = /&(?:amp|lt|gt|quot|apos|#39|nbsp);/g;
const characters: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&#39;', "'"],
  ['&nbsp;', ' '],
]);

/**
 * A description as plain text. Those of scans are; what people or earlier servers wrote may have markup in it.
 *
 * @param length characters to keep at most, the mark of the cut included
 */
export function summaryText(description: string | null, length: number = longest): string | null {
  if (description === null) return null;
  const written = description.slice(0, longest);
  const bare = written.replace(tag, ' ');
  // Only where there are tags are entities what they look like.
  const text = bare === written ? written : bare.replace(entity, (name) => characters.get(name) ?? name);
  const tidy = text.replace(/[ \t]{2,}/g, ' ').trim();
  return tidy === '' ? null : cutText(tidy, length);
}
