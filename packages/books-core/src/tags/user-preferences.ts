import type { Snapshot } from '../lists/remembered.ts';
import { holdsRequired, type Viewer } from '../viewer.ts';

export interface UserPreferences {
  readonly canAccessNSFW: boolean;
  readonly canAccessRestricted: boolean;
  /** Names of the genres whose permission, if any, is held. */
  readonly accessibleGenres: readonly string[];
  /** All tag names, parted by whether their permission is held; in the order of tags. */
  readonly allowedTags: readonly string[];
  readonly deniedTags: readonly string[];
}

export function userPreferences(viewer: Viewer, { tags }: Snapshot): UserPreferences {
  const allowed = tags.filter(({ requiresPermission }) => holdsRequired(viewer, requiresPermission));
  const denied = tags.filter(({ requiresPermission }) => !holdsRequired(viewer, requiresPermission));
  return {
    canAccessNSFW: holdsRequired(viewer, 'content.nsfw'),
    canAccessRestricted: holdsRequired(viewer, 'content.restricted'),
    accessibleGenres: allowed.filter(({ category }) => category === 'genre').map(({ name }) => name),
    allowedTags: allowed.map(({ name }) => name),
    deniedTags: denied.map(({ name }) => name),
  };
}
