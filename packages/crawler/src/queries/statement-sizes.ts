/**
 * Statements that differ in their number of rows or values are different statements: each is compiled and kept prepared on its
 * own, which cost a scan tens of megabytes. So only powers of two occur.
 */
const LARGEST = 128;

/** Rows in groups of 128, 64, 32 … 1: for statements that insert several rows. */
export function inFewSizes<Row>(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = [];
  let start = 0;
  for (let size = LARGEST; size >= 1; size /= 2) {
    while (rows.length - start >= size) {
      groups.push(rows.slice(start, start + size));
      start += size;
    }
  }
  return groups;
}

/** Values with the last one repeated until their number is a power of two: for lists that values are looked for in. */
export function paddedList<Value>(values: readonly Value[]): Value[] {
  const last = values.at(-1);
  if (last === undefined) return [];
  const size = 2 ** Math.ceil(Math.log2(values.length));
  return [...values, ...Array.from({ length: size - values.length }, () => last)];
}
