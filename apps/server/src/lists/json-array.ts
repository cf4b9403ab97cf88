const chunkSize = 250;

/** The JSON text of a list, made in pieces between which the event loop turns. */
export async function jsonArray<Item>(
  items: readonly Item[],
  serialize: (item: Item) => string,
): Promise<string> {
  const chunks: string[] = [];
  for (let start = 0; start < items.length; start += chunkSize) {
    if (start > 0) await new Promise((resolve) => setImmediate(resolve));
    chunks.push(
      items
        .slice(start, start + chunkSize)
        .map(serialize)
        .join(','),
    );
  }
  return `[${chunks.join(',')}]`;
}
