/** The 18 permission names, in the order of their ids (the first has id 1). */
export const permissions = [
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

export type PermissionName = (typeof permissions)[number];

const names: ReadonlySet<string> = new Set(permissions);

/** Whether a text is one of the 18 permission names. */
export function isPermissionName(text: string): text is PermissionName {
  return names.has(text);
}
