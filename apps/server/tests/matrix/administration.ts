import type { OperationId } from '@dust/api-contract';
import { forAdmins, forKeepers, type Rows } from './row.ts';
import type { World } from './world.ts';

async function scanThatAsks({ owner }: World): Promise<{ params: { id: number } }> {
  const { scanId } = await owner.client.validateArchive();
  return { params: { id: scanId } };
}

export const administration = {
  listRoles: forAdmins(200),
  createRole: forAdmins(201, (world) => ({ body: { name: world.unique() } })),
  updateRole: forAdmins(200, async (world) => ({
    params: { id: await world.newRole() },
    body: { permissions: ['books.read'] },
  })),
  deleteRole: forAdmins(200, async (world) => ({ params: { id: await world.newRole() } })),
  listPermissions: forAdmins(200),
  getDashboard: forAdmins(200),
  getAdminAuthSettings: forAdmins(200),
  updateAuthSettings: forAdmins(200, () => ({ body: { auth_flow: 'signup' } })),
  createInvitation: forAdmins(201, (world) => ({ body: { email: `${world.unique()}@example.org` } })),
  startScan: forKeepers(200, () => ({ query: 'wait=true' })),
  listScans: forKeepers(200, async (world) => {
    await scanThatAsks(world);
    return {};
  }),
  getScan: forKeepers(200, scanThatAsks),
  confirmScan: forKeepers(200, async (world) => ({
    ...(await scanThatAsks(world)),
    body: { action: 'keep' },
  })),
  listQuarantine: forKeepers(200),
  refreshMetadata: forKeepers(200, ({ book }) => ({ params: { id: book } })),
  validateArchive: forKeepers(200),
} as const satisfies Partial<Record<OperationId, Rows>>;
