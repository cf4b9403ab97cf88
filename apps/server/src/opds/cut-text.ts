/** A text of at most so many UTF-16 units, with a mark where something is missing; no pair of surrogates is parted. */
export function cutText(text: string, length: number): string {
  return text.length > length
    ? `${text
        .slice(0, length - 1)
        .toWellFormed()
        .trimEnd()}…`
    : text;
}

/** Names are shorter; what is longer is no name, and would make pages of any size. */
const longestName = 500;

/** A name as catalogues show it. */
export function cutName(name: string): string {
  return cutText(name, longestName);
}
