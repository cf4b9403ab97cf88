type Value = string | number | boolean | readonly string[] | undefined;

/** The `Link` header that leads to the next page of a list; undefined on the last one. */
export function nextLink(
  base: string,
  path: string,
  { query, nextCursor }: { readonly query: object; readonly nextCursor: string | null },
): string | undefined {
  if (nextCursor === null) return undefined;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries<Value>({ ...query, cursor: nextCursor })) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return `<${base}${path}?${parameters.toString()}>; rel="next"`;
}
