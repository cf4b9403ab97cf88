import { hash } from 'node:crypto';

/** A weak entity tag of a body's text, or of whatever else changes with the body. */
export function weakEtag(text: string | Buffer): string {
  return `W/"${hash('sha1', text, 'base64url')}"`;
}

/** Whether `If-None-Match` names the tag, by weak comparison (RFC 9110, 13.1.2). */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  const opaque = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === opaque);
}
