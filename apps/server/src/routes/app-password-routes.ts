import { createAppPassword, listAppPasswords, revokeAppPassword, type AppPasswordRecord } from '@dust/auth';
import type { AppPassword } from '@dust/api-contract';
import { toIsoTime } from '@dust/db';
import { shownTime } from '../presenters/shown-time.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveAppPasswords({ router, services }: RouteSetup): void {
  const { db } = services;

  router.route('listAppPasswords', async ({ principal }) => ({
    appPasswords: (await listAppPasswords(db, principal.userId)).map(presentAppPassword),
  }));

  router.route('createAppPassword', async ({ body, principal }) => {
    const { userId } = principal;
    const made = await createAppPassword(services, { userId, name: body.name });
    return { ...presentAppPassword(made), password: made.password };
  });

  router.route('revokeAppPassword', async ({ params, principal }) => {
    await revokeAppPassword(db, { userId: principal.userId, id: params.id });
    return { message: 'App password revoked' };
  });
}

function presentAppPassword({ id, name, createdAt, lastUsedAt }: AppPasswordRecord): AppPassword {
  return { id, name, created_at: shownTime(createdAt), last_used_at: toIsoTime(lastUsedAt) };
}
