import type { OperationId } from '@dust/api-contract';
import { createAppPassword, InvalidTokenError } from '@dust/auth';
import { password } from '../test-server.ts';
import { forAdmins, forAll, forMembers, type Rows } from './row.ts';
import type { World } from './world.ts';

const account = (world: World): { email: string; password: string; display_name: string } => ({
  email: `${world.unique()}@example.org`,
  password,
  display_name: 'Somebody',
});

const somebody = async (world: World): Promise<{ params: { id: number } }> => ({
  params: { id: await world.newUser() },
});

const oneself = (_world: World, callerId: number): { params: { id: number } } => ({
  params: { id: callerId },
});

/** None is made for who has been deactivated: then any id is as good. */
async function appPasswordOf({ server }: World, userId: number): Promise<{ params: { id: number } }> {
  try {
    const { id } = await createAppPassword(server.services, { userId, name: 'Reader' });
    return { params: { id } };
  } catch (error) {
    if (error instanceof InvalidTokenError) return { params: { id: 1 } };
    throw error;
  }
}

export const accounts = {
  getLandingPage: forAll(200),
  getHealth: forAll(200),
  getReadiness: forAll(200),
  getOpenApi: forAll(200),
  getDocs: forAll(200),
  // The callers are on the server's own machine.
  getMetrics: forAll(200),
  login: forAll(200, () => ({ body: { email: 'user@example.org', password } })),
  register: forAll(201, (world) => ({ body: account(world) })),
  logout: forAll(200),
  getAuthSettings: forAll(200),
  getProfile: forMembers(200),
  updateProfile: forMembers(200, () => ({ body: { display_name: 'Renamed' } })),
  changePassword: forMembers(200, () => ({ body: { currentPassword: password, newPassword: password } })),
  getCurrentUser: forMembers(200),
  listAppPasswords: forMembers(200),
  createAppPassword: forMembers(201, () => ({ body: { name: 'Reader' } })),
  revokeAppPassword: [
    forMembers(200, appPasswordOf),
    // Another user's.
    forMembers(404, (world) => appPasswordOf(world, world.owner.id)),
  ],
  opdsAuthentication: forAll(200),
  listUsers: forAdmins(200),
  getUser: [forAdmins(200, somebody), forMembers(200, oneself)],
  createUser: forAdmins(201, (world) => ({ body: { ...account(world), username: world.unique() } })),
  updateUser: [
    forAdmins(200, async (world) => ({ ...(await somebody(world)), body: { is_active: false } })),
    forMembers(200, (world, id) => ({ ...oneself(world, id), body: { display_name: 'Renamed' } })),
  ],
  deleteUser: forAdmins(200, somebody),
  setUserPassword: forAdmins(200, async (world) => ({ ...(await somebody(world)), body: { password } })),
  listUserSessions: [forAdmins(200, somebody), forMembers(200, oneself)],
  revokeUserSession: [
    forAdmins(200, async ({ owner, server }) => {
      await server.client().login({ body: { email: 'owner@example.org', password } });
      const { sessions } = await owner.client.listUserSessions({ params: { id: owner.id } });
      const other = sessions.find(({ current }) => !current);
      return { params: { id: owner.id, sessionId: other?.id ?? '' } };
    }),
    // One's own, but none of that name.
    forMembers(404, (_world, id) => ({ params: { id, sessionId: 'nothing' } })),
  ],
} as const satisfies Partial<Record<OperationId, Rows>>;
