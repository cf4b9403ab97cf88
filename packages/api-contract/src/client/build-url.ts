type Value = string | number | boolean | readonly string[] | null | undefined;

/** Values of path or query parameters by name. */
export type Values = Readonly<Record<string, Value>>;

/**
 * The URL of a path with its parameters filled in and percent-encoded. The base may end with a slash, have a path of
 * its own, or be empty (relative to the page). Lists are joined with commas; null, undefined and empty lists are left out.
 * Throws `TypeError` for path parameters that are missing, empty, `.` or `..`.
 */
export function buildUrl(base: string, path: string, { params = {}, query = {} }: UrlParts): string {
  const filled = path.replaceAll(/:(\w+)(\*?)/g, (_, name: string, rest: string) => {
    const value = pathValue(params, name);
    return rest === '' ? encodeURIComponent(value) : encodedPath(value, name);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = queryText(value);
    if (text !== undefined) search.set(name, text);
  }
  const tail = search.size > 0 ? `?${search.toString()}` : '';
  return `${base.replace(/\/+$/, '')}${filled}${tail}`;
}

interface UrlParts {
  readonly params?: Values | undefined;
  readonly query?: Values | undefined;
}

function pathValue(params: Values, name: string): string {
  const value = params[name];
  if (value === undefined || value === null || value === '')
    throw new TypeError(`Missing parameter: ${name}`);
  // Even percent-encoded, URLs take these for steps within the path: another operation would be called.
  if (value === '.' || value === '..') throw new TypeError(`Impossible parameter: ${name}`);
  return String(value);
}

function encodedPath(value: string, name: string): string {
  const segments = value.split('/');
  for (const segment of segments) pathValue({ [name]: segment }, name);
  return segments.map(encodeURIComponent).join('/');
}

function queryText(value: Value): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = String(value);
  return typeof value === 'object' && value.length === 0 ? undefined : text;
}
