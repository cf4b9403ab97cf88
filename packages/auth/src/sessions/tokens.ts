import { createHash, randomBytes } from 'node:crypto';

/** What is stored instead of a token: `sha256:` and 64 hex digits. */
export function digestToken(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`;
}

/** A URL-safe secret of 256 random bits. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}
