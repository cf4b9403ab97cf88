import type { AdminUser, Session, User } from '@dust/api-contract';
import type { SessionRecord, UserRecord } from '@dust/auth';
import { toIsoTime } from '@dust/db';
import { shownTime } from './shown-time.ts';

export function presentUser(user: UserRecord): User {
  const createdAt = shownTime(user.createdAt);
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    displayName: user.displayName,
    display_name: user.displayName,
    is_active: user.isActive,
    created_at: createdAt,
    updated_at: toIsoTime(user.updatedAt) ?? createdAt,
    created: createdAt,
    lastLogin: toIsoTime(user.lastLoginAt),
    roles: [...user.roles],
    permissions: [...user.permissions],
  };
}

export function presentAdminUser(user: UserRecord): AdminUser {
  return { ...presentUser(user), is_admin: user.permissions.includes('admin.full') };
}

export function presentSession(session: SessionRecord, currentPublicId: string | null): Session {
  return {
    id: session.publicId,
    user_id: session.userId,
    created_at: toIsoTime(session.createdAt),
    last_used_at: toIsoTime(session.lastUsedAt),
    expires_at: shownTime(session.expiresAt),
    user_agent: session.userAgent,
    current: session.publicId === currentPublicId,
  };
}
