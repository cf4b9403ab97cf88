import { expandPermissions, type PermissionName } from '../permissions.ts';

/** A permission granted to a user: everywhere, or for one book. */
export interface Grant {
  readonly permission: string;
  readonly bookId: number | null;
}

export interface PrincipalFields {
  readonly userId: number;
  /** Public id of the session; null for those who sent a password instead of a token. */
  readonly sessionPublicId: string | null;
  /** Unix milliseconds. */
  readonly expiresAt: number;
  readonly grants: readonly Grant[];
}

/** Who is calling, and what they may do. */
export class Principal {
  readonly userId: number;
  readonly sessionPublicId: string | null;
  /** Unix milliseconds. */
  readonly expiresAt: number;
  /** What is held everywhere, implied permissions included, in id order. */
  readonly permissions: ReadonlySet<PermissionName>;
  /** What is held for single books in addition, implied permissions included, by book id. */
  readonly bookGrants: ReadonlyMap<number, ReadonlySet<PermissionName>>;

  constructor(fields: PrincipalFields) {
    this.userId = fields.userId;
    this.sessionPublicId = fields.sessionPublicId;
    this.expiresAt = fields.expiresAt;
    const byBook = new Map<number | null, string[]>();
    for (const { permission, bookId } of fields.grants) {
      const grants = byBook.get(bookId);
      if (grants === undefined) byBook.set(bookId, [permission]);
      else grants.push(permission);
    }
    this.permissions = new Set(expandPermissions(byBook.get(null) ?? []));
    const bookGrants = new Map<number, ReadonlySet<PermissionName>>();
    for (const [bookId, grants] of byBook) {
      if (bookId !== null) bookGrants.set(bookId, new Set(expandPermissions(grants)));
    }
    this.bookGrants = bookGrants;
  }

  /** Holds `admin.full` everywhere. */
  get isAdmin(): boolean {
    return this.permissions.has('admin.full');
  }

  /** Whether the permission is held everywhere or, with a book id, for that book. */
  hasPermission(permission: PermissionName, bookId?: number): boolean {
    if (this.permissions.has(permission)) return true;
    return bookId !== undefined && (this.bookGrants.get(bookId)?.has(permission) ?? false);
  }
}
