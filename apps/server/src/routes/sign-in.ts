import type { SignIn } from '@dust/api-contract';
import { createSession, digestToken, type Beginning } from '@dust/auth';
import { toIsoTime } from '@dust/db';
import type { FastifyRequest } from 'fastify';
import { presentUser } from '../presenters/user-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

/**
 * Makes what starts a session for a user who has shown a password: the token with what clients want to know beside it. To be run
 * in the transaction that takes note of the password.
 */
export function sessionStarter(
  { services: { clock }, tokens }: Pick<RouteSetup, 'services' | 'tokens'>,
  request: FastifyRequest,
): Beginning<SignIn> {
  return async (tx, user) => {
    const { token, jti, expiresAt } = tokens.sign(user);
    const session = {
      userId: user.id,
      digest: digestToken(token),
      publicId: jti,
      expiresAt,
      userAgent: request.headers['user-agent'],
    };
    await createSession({ db: tx, clock }, session);
    const expiry = toIsoTime(expiresAt.toISOString()) ?? '';
    return { token, user: presentUser(user), expiresAt: expiry, expires_at: expiry };
  };
}
