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

  /** The same without waiting, for a caller who was here a moment ago; undefined for all others. */
  recall(authorization: string | undefined): Principal | undefined {
    const claims = this.#tokens.recall(authorization);
    if (claims === undefined) return undefined;
    const principal = this.#authenticator.recall(claims.digest);
    return principal?.userId === claims.userId ? principal : undefined;
  }
}

/**
 * Why the caller may not use a route; undefined for those who may.
 *
 * @param target the id in the path: of the book where a permission may be held for one book, of the user for `self`
 */
export function refusalOf(
  access: Access,
  principal: Principal,
  target: number | undefined,
): HttpError | undefined {
  switch (access) {
    case null:
    case 'token':
    case 'signature':
      return undefined;
    case 'admin':
      return principal.isAdmin ? undefined : new HttpError('ADMIN_REQUIRED');
    case 'self':
      return principal.isAdmin || principal.userId === target
        ? undefined
        : new HttpError('SELF_OR_ADMIN_REQUIRED');
    case 'user-management':
      return principal.hasPermission('users.manage') ? undefined : new HttpError('USER_MANAGEMENT_REQUIRED');
    case 'metrics':
      return refusalOf('system.admin', principal, target);
    default:
      return principal.hasPermission(access, target)
        ? undefined
        : new HttpError('PERMISSION_DENIED', `Permission denied: ${access} required`);
  }
}

/** Throws when the caller may not use a route, as {@link refusalOf} tells. */
export function assertAccess(access: Access, principal: Principal, target: number | undefined): void {
  const refusal = refusalOf(access, principal, target);
  if (refusal !== undefined) throw refusal;
}
