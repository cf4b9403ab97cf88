import type { FeedKind } from './model.ts';

/** The media types of what this package writes, spelled as in the specifications because some apps compare them as text. */
export const mediaTypes = {
  atomNavigationFeed: 'application/atom+xml;profile=opds-catalog;kind=navigation',
  atomAcquisitionFeed: 'application/atom+xml;profile=opds-catalog;kind=acquisition',
  atomEntry: 'application/atom+xml;type=entry;profile=opds-catalog',
  openSearchDescription: 'application/opensearchdescription+xml',
  opds2Feed: 'application/opds+json',
  opds2Publication: 'application/opds-publication+json',
  authenticationDocument: 'application/opds-authentication+json',
  progression: 'application/opds-progression+json',
  positionList: 'application/vnd.readium.position-list+json',
  webPublication: 'application/webpub+json',
  divina: 'application/divina+json',
} as const;

/** Of an Atom feed. */
export function atomFeedType(kind: FeedKind): string {
  return kind === 'navigation' ? mediaTypes.atomNavigationFeed : mediaTypes.atomAcquisitionFeed;
}
