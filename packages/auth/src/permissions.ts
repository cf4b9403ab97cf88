/** The 18 permissions there are, in the order of their ids (the first has id 1). */
export const permissionNames = [
  'books.read',
  'books.write',
  'books.delete',
  'books.manage',
  'genres.read',
  'genres.write',
  'genres.manage',
  'users.read',
  'users.write',
  'users.delete',
  'users.manage',
  'admin.full',
  'admin.users',
  'admin.roles',
  'system.admin',
  'system.config',
  'content.nsfw',
  'content.restricted',
] as const;

export type PermissionName = (typeof permissionNames)[number];

/**
 * Whether holding `grant` gives `permission`: every permission gives itself, `admin.full` gives all, `<area>.manage` gives write,
 * read and delete of its area, and `<area>.write` gives read.
 */
export function implies(grant: PermissionName, permission: PermissionName): boolean {
  if (grant === permission || grant === 'admin.full') return true;
  const [grantArea, grantAction] = grant.split('.');
  const [area, action] = permission.split('.');
  if (grantArea !== area) return false;
  if (grantAction === 'manage') return action === 'write' || action === 'read' || action === 'delete';
  return grantAction === 'write' && action === 'read';
}

/** What a set of grants gives, in id order. Names that are none of the 18 give nothing. */
export function expandPermissions(grants: Iterable<string>): PermissionName[] {
  const held = new Set<PermissionName>();
  for (const grant of grants) for (const permission of given.get(grant) ?? []) held.add(permission);
  return permissionNames.filter((name) => held.has(name));
}

const given: ReadonlyMap<string, readonly PermissionName[]> = new Map(
  permissionNames.map((grant) => [grant, permissionNames.filter((name) => implies(grant, name))]),
);
