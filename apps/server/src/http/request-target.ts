import type { IncomingMessage } from 'node:http';

/**
 * The request target as it is routed. Catalogues have an older address: `/opds/v1.2` is `/opds`.
 */
export function requestTarget(request: IncomingMessage): string {
  const target = decodableTarget(request);
  return target.includes('v1.2') ? target.replace(/^(\/+opds)\/+v1\.2(?=[/?#]|$)/, '$1') : target;
}

/**
 * The request target as it came; where its path is not encoded well (`%`, `%ff`), percent signs stand for themselves. So every
 * request has a route or is unknown like others, with the headers that all answers carry.
 */
function decodableTarget(request: IncomingMessage): string {
  const url = withoutOrigin(request.url ?? '/');
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

/** Clients of proxies name the whole address (RFC 9112, 3.2.2); the path alone matters. */
function withoutOrigin(url: string): string {
  if (url.startsWith('/')) return url;
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
