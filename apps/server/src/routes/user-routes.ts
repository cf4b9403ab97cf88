import {
  createUser,
  deactivateUser,
  getUser,
  listSessions,
  listUsers,
  revokeUserSession,
  setPassword,
  updateUser,
} from '@dust/auth';
import { HttpError } from '../http/http-error.ts';
import { presentAdminUser, presentSession } from '../presenters/user-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveUsers({ router, services }: RouteSetup): void {
  const { db } = services;

  router.route('listUsers', async ({ query }) => {
    const { users, page, limit, total, pages } = await listUsers(db, query);
    return { users: users.map(presentAdminUser), pagination: { page, limit, total, pages } };
  });

  router.route('getUser', async ({ params }) => ({ user: presentAdminUser(await getUser(db, params.id)) }));

  router.route('createUser', async ({ body }) => {
    const { username, email, password } = body;
    const displayName = body.display_name ?? body.displayName;
    const user = await createUser(services, {
      username,
      email,
      password,
      displayName,
      ...(body.roles === undefined || body.roles === null ? {} : { roles: body.roles }),
    });
    return { user: presentAdminUser(user) };
  });

  router.route('updateUser', async ({ params, body, principal }) => {
    const { username, email, roles, is_active: isActive } = body;
    const displayName = body.display_name ?? body.displayName;
    const changes = { username, email, displayName, roles, isActive };
    const user = await updateUser(services, { actorId: principal.userId, userId: params.id, changes });
    return { user: presentAdminUser(user) };
  });

  router.route('deleteUser', async ({ params, principal }) => {
    await deactivateUser(services, { actorId: principal.userId, userId: params.id });
    return { message: 'User deactivated successfully' };
  });

  router.route('setUserPassword', async ({ params, body, principal }) => {
    const password = body.password ?? body.newPassword;
    if (password === undefined || password === null) {
      const details = [{ path: 'body.password', message: 'must be present' }];
      throw new HttpError('VALIDATION_ERROR', 'Password must be 8 to 72 bytes long', { details });
    }
    await setPassword(services, { actorId: principal.userId, userId: params.id, password });
    return { message: 'Password reset successfully' };
  });

  router.route('listUserSessions', async ({ params, principal }) => {
    await getUser(db, params.id);
    const sessions = await listSessions(services, params.id);
    return { sessions: sessions.map((session) => presentSession(session, principal.sessionPublicId)) };
  });

  router.route('revokeUserSession', async ({ params }) => {
    await getUser(db, params.id);
    await revokeUserSession(services, { userId: params.id, publicId: params.sessionId });
    return { message: 'Session revoked' };
  });
}
