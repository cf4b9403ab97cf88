import { atomFeedType } from '../media-types.ts';
import type { Feed, FeedGroup } from '../model.ts';
import { attribute } from './element.ts';
import { entryLinks } from './entry-links.ts';
import { entryMetadata } from './entry.ts';
import { link } from './link.ts';
import { navigationContent } from './navigation-entry.ts';

/** All `atom:entry` elements of a feed, those of its groups last. */
export function feedEntries({ kind, navigation, publications, groups = [] }: Feed): string {
  let text = entries({ navigation, publications }, '');
  for (const group of groups) {
    const inKind = kind === 'navigation' ? { navigation: group.navigation } : group;
    text += entries(inKind, collectionLink(group));
  }
  return text;
}

interface Collections {
  readonly navigation?: Feed['navigation'] | undefined;
  readonly publications?: Feed['publications'] | undefined;
}

function entries({ navigation, publications }: Collections, more: string): string {
  let text = '';
  if (navigation !== undefined) {
    for (const one of navigation) text += `\n<entry>${navigationContent(one)}${more}</entry>`;
  }
  if (publications !== undefined) {
    for (const one of publications) {
      text += `\n<entry>${entryMetadata(one)}${entryLinks(one, 'alternate')}${more}</entry>`;
    }
  }
  return text;
}

function collectionLink({ title, self, count }: FeedGroup): string {
  const more = attribute('title', title) + attribute('thr:count', count);
  return link('collection', self.href, atomFeedType(self.kind), more);
}
