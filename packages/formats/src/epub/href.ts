/**
 * The archive path a link in `base` (the archive path of a document) points to, without fragment and query;
 * undefined for links to elsewhere. `..` never leaves the archive.
 */
export function resolveHref(base: string, href: string): string | undefined {
  const path = href.trim().replace(/[?#].*$/s, '');
  if (path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path)) return undefined;
  const folders = path.startsWith('/') ? [] : base.split('/').slice(0, -1);
  for (const segment of decoded(path).split('/')) {
    if (segment === '..') folders.pop();
    else if (segment !== '.' && segment !== '') folders.push(segment);
  }
  return folders.join('/');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
