import {
  AdminRequiredError,
  PermissionDeniedError,
  SelfOrAdminRequiredError,
  UserManagementRequiredError,
} from './errors.ts';
import type { PermissionName } from './permissions.ts';
import type { Principal } from './sessions/principal.ts';

/** Throws {@link PermissionDeniedError} unless the permission is held everywhere or, with a book id, for that book. */
export function requirePermission(principal: Principal, permission: PermissionName, bookId?: number): void {
  if (!principal.hasPermission(permission, bookId)) throw new PermissionDeniedError(permission);
}

/** Throws {@link AdminRequiredError} unless `admin.full` is held. */
export function requireAdmin(principal: Principal): void {
  if (!principal.isAdmin) throw new AdminRequiredError();
}

/** Throws {@link UserManagementRequiredError} unless `users.manage` is held. */
export function requireUserManagement(principal: Principal): void {
  if (!principal.hasPermission('users.manage')) throw new UserManagementRequiredError();
}

/** Throws {@link SelfOrAdminRequiredError} unless the user is the caller or the caller an administrator. */
export function requireSelfOrAdmin(principal: Principal, userId: number): void {
  if (principal.userId !== userId && !principal.isAdmin) throw new SelfOrAdminRequiredError();
}
