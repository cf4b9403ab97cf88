import type { SignIn } from '@dust/api-contract';
import { createSession, digestToken, type UserRecord } from '@dust/auth';
import { toIsoTime } from '@dust/db';
import type { FastifyRequest } from 'fastify';
import type { Tokens } from '../http/tokens.ts';
import { presentUser } from '../presenters/user-presenter.ts';
import type { Services } from '../services.ts';

/** Starts a session for a user who has shown a password: the token with what clients want to know beside it. */
export async function startSession(
  { services, tokens }: { readonly services: Services; readonly tokens: Tokens },
  user: UserRecord,
  request: FastifyRequest,
): Promise<SignIn> {
  const { token, jti, expiresAt } = tokens.sign(user);
  await createSession(services, {
    userId: user.id,
    digest: digestToken(token),
    publicId: jti,
    expiresAt,
    userAgent: request.headers['user-agent'],
  });
  const expiry = toIsoTime(expiresAt.toISOString()) ?? '';
  return { token, user: presentUser(user), expiresAt: expiry, expires_at: expiry };
}
