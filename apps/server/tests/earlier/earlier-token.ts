import { createHmac } from 'node:crypto';
import type { SignedIn, TestServer } from '../test-server.ts';
import { earlierSecret } from './earlier-home.ts';

export interface EarlierToken {
  readonly userId: number;
  readonly token: string;
  /** The row its server kept of it. */
  readonly insert: string;
}

/** A token as a server of 2025 signed it, that expires so many seconds from now. */
export function earlierToken(
  userId: number,
  expiresInS: number,
  secret: string = earlierSecret,
): EarlierToken {
  const exp = Math.floor(Date.now() / 1000) + expiresInS;
  const user = { id: userId, email: 'a@x.org', displayName: 'Ann A' };
  const claims = { user, iat: exp - 86_400, iss: 'urn:dust:server', aud: 'urn:dust:client', exp };
  const text = `${encoded({ alg: 'HS256' })}.${encoded(claims)}`;
  const token = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  const expiresAt = new Date(exp * 1000 + 324).toISOString();
  return { userId, token, insert: `INSERT INTO sessions VALUES ('${token}', '${expiresAt}', ${userId});` };
}

/** An account by a token it has had before the upgrade. */
export function holderOfToken(
  server: TestServer,
  { userId, token }: Pick<EarlierToken, 'userId' | 'token'>,
): SignedIn {
  return { id: userId, token, client: server.client(token), headers: { authorization: `Bearer ${token}` } };
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
