/**
 * The segments of the file a request target names; undefined for whatever names none: hidden files, encoded separators, steps
 * upwards, broken encodings.
 */
export function webPath(target: string): readonly string[] | undefined {
  const [path = ''] = target.split(/[?#]/, 1);
  const segments: string[] = [];
  for (const part of path.split('/').filter((one) => one !== '')) {
    const segment = decoded(part);
    if (segment === undefined || segment.startsWith('.') || /[/\\\0]/.test(segment)) return undefined;
    segments.push(segment);
  }
  return segments.length === 0 || path.endsWith('/') ? undefined : segments;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
