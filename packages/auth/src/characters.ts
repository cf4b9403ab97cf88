/** Whether a text has more than so many Unicode code points. */
export function isLongerThan(text: string, count: number): boolean {
  return text.length > 2 * count || Array.from(text).length > count;
}

/** The beginning of a text, at most so many Unicode code points. */
export function firstCharacters(text: string, count: number): string {
  return Array.from(text.slice(0, 2 * count))
    .slice(0, count)
    .join('');
}
