import { atomFeedType } from '../media-types.ts';
import type { NavigationEntry } from '../model.ts';
import { type NavigationRelation, navigationRelations } from '../relations.ts';
import { attribute, requiredElement } from './element.ts';
import { escapeText } from './escape.ts';
import { link } from './link.ts';

/** The relations that every app follows; KOReader shows entries with others only as dead ends. */
const followed: ReadonlySet<NavigationRelation> = new Set(['subsection', 'new', 'popular']);

/** The children of an `atom:entry` that leads to another feed. */
export function navigationContent(entry: NavigationEntry): string {
  const { id, title, href, kind, rel = 'subsection', updatedAt, summary, count } = entry;
  const type = atomFeedType(kind);
  const more = attribute('thr:count', count);
  const plain = followed.has(rel) ? '' : link(navigationRelations.subsection, href, type, more);
  return (
    `${requiredElement('title', title)}${requiredElement('id', id)}${requiredElement('updated', updatedAt)}` +
    `<content type="text">${escapeText(summary ?? '')}</content>` +
    `${plain}${link(navigationRelations[rel], href, type, more)}`
  );
}
