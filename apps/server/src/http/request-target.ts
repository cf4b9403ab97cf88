import type { IncomingMessage } from 'node:http';

/**
 * The request target as it came; where its path is not encoded well (`%`, `%ff`), percent signs stand for themselves. So every
 * request has a route or is unknown like others, with the headers that all answers carry.
 */
export function requestTarget({ url = '/' }: IncomingMessage): string {
  if (!url.includes('%')) return url;
  const end = url.search(/[?#]/);
  const path = end === -1 ? url : url.slice(0, end);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll('%', '%25') + url.slice(path.length);
  }
}
