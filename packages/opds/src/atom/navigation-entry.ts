import { atomFeedType } from '../media-types.ts';
import type { NavigationEntry } from '../model.ts';
import { navigationRelations } from '../relations.ts';
import { attribute, element } from './element.ts';
import { escapeText } from './escape.ts';
import { link } from './link.ts';

/** An `atom:entry` that leads to another feed. */
export function navigationEntry(entry: NavigationEntry): string {
  const { id, title, href, kind, rel = 'subsection', updatedAt, summary, count } = entry;
  return (
    `<entry>${element('title', title)}${element('id', id)}${element('updated', updatedAt)}` +
    `<content type="text">${escapeText(summary ?? '')}</content>` +
    `${link(navigationRelations[rel], href, atomFeedType(kind), attribute('thr:count', count))}</entry>`
  );
}
