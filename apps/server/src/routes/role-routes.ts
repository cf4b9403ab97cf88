import type { Permission, Role } from '@dust/api-contract';
import {
  createInvitation,
  createRole,
  deleteRole,
  getAuthSettings,
  listPermissions,
  listRoles,
  permissionNames,
  setAuthFlow,
  updateRole,
  type RoleRecord,
} from '@dust/auth';
import { toIsoTime } from '@dust/db';
import type { RouteSetup } from './route-setup.ts';
import { shownTime } from '../presenters/shown-time.ts';

/** Roles, permissions, sign-up settings and invitations. */
export function serveRoles({ router, services }: RouteSetup): void {
  const { db } = services;

  router.route('listRoles', async () => ({ roles: (await listRoles(db)).map(presentRole) }));
  router.route('createRole', async ({ body }) => ({ role: presentRole(await createRole(services, body)) }));
  router.route('updateRole', async ({ params, body }) => ({
    role: presentRole(await updateRole(db, params.id, body)),
  }));
  router.route('deleteRole', async ({ params }) => {
    await deleteRole(db, params.id);
    return { message: 'Role deleted successfully' };
  });

  router.route('listPermissions', async () => {
    const records = await listPermissions(db);
    const permissions = records.flatMap((record): Permission[] => {
      const name = permissionNames.find((one) => one === record.name);
      if (name === undefined) return [];
      const { id, description, resourceType, createdAt } = record;
      return [
        {
          id,
          name,
          resource_type: resourceType,
          description,
          created_at: shownTime(createdAt),
        },
      ];
    });
    return { permissions };
  });

  router.route('getAdminAuthSettings', async () => {
    const { authFlow, updatedAt } = await getAuthSettings(db);
    return { auth_flow: authFlow, updated_at: toIsoTime(updatedAt) };
  });

  router.route('updateAuthSettings', async ({ body }) => {
    const { authFlow, updatedAt } = await setAuthFlow(services, body.auth_flow);
    return { auth_flow: authFlow, updated_at: toIsoTime(updatedAt) };
  });

  router.route('createInvitation', async ({ body, principal }) => {
    const { email, roles } = body;
    const invitation = await createInvitation(services, { email, roles, createdBy: principal.userId });
    return {
      token: invitation.token,
      email: invitation.email,
      roles: [...invitation.roles],
      expires_at: shownTime(invitation.expiresAt),
    };
  });
}

function presentRole(role: RoleRecord): Role {
  return {
    id: role.id,
    name: role.name,
    description: role.description,
    created_at: shownTime(role.createdAt),
    permissions: permissionNames.filter((name) => role.permissions.includes(name)).sort(),
    userCount: role.userCount,
  };
}
