import { mediaTypes } from '../media-types.ts';
import type { Acquisition, Image, Publication, RelatedLink } from '../model.ts';
import { plainText } from '../plain-text.ts';
import { acquisitionRelations, progressionRelation } from '../relations.ts';
import { type Link, linkTo } from './link.ts';
import { publicationMetadata } from './metadata.ts';

/** An OPDS 2.0 publication: everything known of a book. */
export function opds2Publication(publication: Publication): string {
  return JSON.stringify(publicationObject(publication));
}

/** A publication as it stands in a feed. */
export function publicationObject(publication: Publication): Readonly<Record<string, unknown>> {
  const { images = [] } = publication;
  return {
    metadata: publicationMetadata(publication),
    links: publicationLinks(publication),
    images: images.length > 0 ? images.map(image) : undefined,
  };
}

/** Files come before the manifest, which apps may read in place of them: some take the first acquisition they know. */
function publicationLinks(publication: Publication): readonly Link[] {
  const { self, acquisitions = [], manifest, alternate, links = [] } = publication;
  return [
    ...linkTo('self', self, mediaTypes.opds2Publication),
    ...acquisitions.map(acquisition),
    ...(manifest ? [acquisition(manifest)] : []),
    ...progression(publication),
    ...linkTo('alternate', alternate, mediaTypes.atomEntry),
    ...links.map(related),
  ];
}

function acquisition({ rel = 'acquisition', href, type, lengthBytes, title }: Acquisition): Link {
  return {
    rel: acquisitionRelations[rel],
    href,
    type,
    title: title ? plainText(title) : undefined,
    size: lengthBytes ? lengthBytes : undefined,
  };
}

function progression({ progression: href, authentication }: Publication): readonly Link[] {
  const links = linkTo(progressionRelation, href, mediaTypes.progression);
  if (authentication === null || authentication === undefined) return links;
  const authenticate = { href: authentication, type: mediaTypes.authenticationDocument };
  return links.map((link) => ({ ...link, properties: { authenticate } }));
}

function related({ rel, href, type, title }: RelatedLink): Link {
  return { rel, href, type, title: title ? plainText(title) : undefined };
}

function image({ href, type, width, height }: Image): Link {
  return { href, type, width: width ? width : undefined, height: height ? height : undefined };
}
