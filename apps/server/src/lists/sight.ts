import { hash } from 'node:crypto';
import type { Principal } from '@dust/auth';

/** What decides which books somebody sees. */
export type Sighted = Pick<Principal, 'userId' | 'permissions' | 'bookGrants'>;

const sights = new WeakMap<Sighted, string>();

/** Equal for all who see the same; whoever has other grants has another. */
export function sightOf(viewer: Sighted): string {
  const known = sights.get(viewer);
  if (known !== undefined) return known;
  const grants = [...viewer.bookGrants].map(([bookId, permissions]) => [bookId, ...permissions]);
  const personal = grants.length > 0 ? [viewer.userId, grants] : null;
  const sight = hash('sha1', JSON.stringify([[...viewer.permissions].sort(), personal]), 'base64url');
  sights.set(viewer, sight);
  return sight;
}
