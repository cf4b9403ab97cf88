/** The length of a text in Unicode code points. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** The beginning of a text, at most so many Unicode code points. */
export function firstCharacters(text: string, count: number): string {
  return Array.from(text.slice(0, 2 * count))
    .slice(0, count)
    .join('');
}
