import {
  changePasswordWith,
  getAuthSettings,
  getUser,
  register,
  revokeSession,
  signInWith,
  updateProfile,
} from '@dust/auth';
import { bearerToken } from '../http/tokens.ts';
import { HttpError } from '../http/http-error.ts';
import type { Call } from '../http/router.ts';
import { presentUser } from '../presenters/user-presenter.ts';
import type { RouteSetup } from './route-setup.ts';
import { sessionStarter } from './sign-in.ts';

export function serveAuth({ router, services, tokens }: RouteSetup): void {
  const { db } = services;

  router.route('login', ({ body, request }) =>
    signInWith(services, { ...body, address: request.ip }, sessionStarter({ services, tokens }, request)),
  );

  router.route('register', async ({ body, request }) => {
    const displayName = body.display_name ?? body.displayName;
    if (displayName === undefined || displayName === null) {
      const details = [{ path: 'body.display_name', message: 'must be present' }];
      throw new HttpError('VALIDATION_ERROR', 'Invalid registration data', { details });
    }
    const { email, password, username, invitation_token: invitationToken } = body;
    const account = { email, password, displayName, username, invitationToken, address: request.ip };
    return presentUser(await register(services, account));
  });

  router.route('logout', signOut, { ignoresBody: true });

  async function signOut({ request }: Call<'logout'>): Promise<{ message: string }> {
    const token = bearerToken(request.headers.authorization);
    if (token !== undefined) {
      const digest = digestIfSigned(token);
      if (digest !== undefined) await revokeSession(db, digest);
    }
    return { message: 'Logged out successfully' };
  }

  /** Signing out is never refused: a token that says nothing ends nothing. */
  function digestIfSigned(token: string): string | undefined {
    try {
      return tokens.read(token).digest;
    } catch {
      return undefined;
    }
  }

  router.route('getAuthSettings', async () => ({ auth_flow: (await getAuthSettings(db)).authFlow }));

  router.route('getProfile', async ({ principal }) => presentUser(await getUser(db, principal.userId)));
  router.route('getCurrentUser', async ({ principal }) => presentUser(await getUser(db, principal.userId)));

  router.route('updateProfile', async ({ body, principal }) => {
    const { email, username } = body;
    const displayName = body.display_name ?? body.displayName;
    const user = presentUser(
      await updateProfile(services, principal.userId, { email, username, displayName }),
    );
    return { ...user, profile: user };
  });

  router.route('changePassword', async ({ body, principal, request }) => {
    const change = { ...body, userId: principal.userId, address: request.ip };
    const start = sessionStarter({ services, tokens }, request);
    return {
      message: 'Password changed successfully',
      ...(await changePasswordWith(services, change, start)),
    };
  });
}
