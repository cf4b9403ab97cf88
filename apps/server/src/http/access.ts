import type { Access } from '@dust/api-contract';
import type { Authenticator, Principal } from '@dust/auth';
import { HttpError } from './http-error.ts';
import { bearerToken, type Tokens } from './tokens.ts';

/** Finds out who calls, and whether they may. */
export class AccessControl {
  readonly #tokens: Tokens;
  readonly #authenticator: Authenticator;

  constructor(tokens: Tokens, authenticator: Authenticator) {
    this.#tokens = tokens;
    this.#authenticator = authenticator;
  }

  /** The caller by the `Authorization` header; throws AUTHENTICATION_REQUIRED, INVALID_TOKEN or TOKEN_EXPIRED. */
  async authenticate(authorization: string | undefined): Promise<Principal> {
    const token = bearerToken(authorization);
    if (token === undefined) throw new HttpError('AUTHENTICATION_REQUIRED');
    const { digest, userId } = this.#tokens.read(token);
    const principal = await this.#authenticator.authenticate(digest);
    if (principal.userId !== userId) throw new HttpError('INVALID_TOKEN');
    return principal;
  }
}

/**
 * Throws when the caller may not use a route.
 *
 * @param target the id in the path: of the book where a permission may be held for one book, of the user for `self`
 */
export function assertAccess(access: Access, principal: Principal, target: number | undefined): void {
  switch (access) {
    case null:
    case 'token':
    case 'signature':
      return;
    case 'admin':
      if (!principal.isAdmin) throw new HttpError('ADMIN_REQUIRED');
      return;
    case 'self':
      if (!principal.isAdmin && principal.userId !== target) throw new HttpError('SELF_OR_ADMIN_REQUIRED');
      return;
    case 'user-management':
      if (!principal.hasPermission('users.manage')) throw new HttpError('USER_MANAGEMENT_REQUIRED');
      return;
    case 'metrics':
      assertAccess('system.admin', principal, target);
      return;
    default:
      if (!principal.hasPermission(access, target)) {
        throw new HttpError('PERMISSION_DENIED', `Permission denied: ${access} required`);
      }
  }
}
