import { mediaTypes } from '../media-types.ts';
import type { Acquisition, Category, Image, Publication, SeriesMembership } from '../model.ts';
import { plainText } from '../plain-text.ts';
import { acquisitionRelations, progressionRelation } from '../relations.ts';
import { contributors, party } from './contributors.ts';
import { type Link, linkTo } from './link.ts';

type Json = Readonly<Record<string, unknown>>;

/** An OPDS 2.0 publication: everything known of a book. */
export function opds2Publication(publication: Publication): string {
  return JSON.stringify(publicationObject(publication));
}

/** A publication as it stands in a feed. */
export function publicationObject(publication: Publication): Json {
  const { images = [] } = publication;
  return {
    metadata: metadata(publication),
    links: links(publication),
    ...(images.length > 0 ? { images: images.map(image) } : undefined),
  };
}

function metadata(publication: Publication): Json {
  const { title, sortTitle, identifiers = [], publisher, categories = [], series = [] } = publication;
  return {
    '@type': 'http://schema.org/Book',
    title: plainText(title),
    ...(sortTitle ? { sortAs: plainText(sortTitle) } : undefined),
    identifier: publication.id,
    ...(identifiers.length > 0 ? { altIdentifier: identifiers } : undefined),
    ...contributors(publication.creators),
    ...(publication.language ? { language: publication.language } : undefined),
    ...(publisher ? { publisher: party(publisher) } : undefined),
    modified: publication.updatedAt,
    ...(publication.issued ? { published: publication.issued } : undefined),
    ...(publication.summary ? { description: plainText(publication.summary) } : undefined),
    ...(publication.rights ? { rights: plainText(publication.rights) } : undefined),
    ...(categories.length > 0 ? { subject: categories.map(subject) } : undefined),
    ...(publication.pageCount ? { numberOfPages: publication.pageCount } : undefined),
    ...(series.length > 0 ? { belongsTo: { series: series.map(membership) } } : undefined),
  };
}

function links(publication: Publication): readonly Link[] {
  const { self, acquisitions = [], manifest, progression, alternate } = publication;
  return [
    ...linkTo('self', self, mediaTypes.opds2Publication),
    ...acquisitions.map(acquisition),
    ...(manifest ? linkTo('alternate', manifest.href, manifest.type) : []),
    ...linkTo(progressionRelation, progression, mediaTypes.progression),
    ...linkTo('alternate', alternate, mediaTypes.atomEntry),
  ];
}

function acquisition({ rel = 'acquisition', href, type, lengthBytes, title }: Acquisition): Link {
  return {
    rel: acquisitionRelations[rel],
    href,
    type,
    ...(title ? { title: plainText(title) } : undefined),
    ...(lengthBytes ? { size: lengthBytes } : undefined),
  };
}

function image({ href, type, width, height }: Image): Link {
  return { href, type, ...(width ? { width } : undefined), ...(height ? { height } : undefined) };
}

function subject({ term, label, scheme, href }: Category): Json {
  return {
    name: plainText(label),
    code: plainText(term),
    ...(scheme ? { scheme } : undefined),
    ...(href ? { links: [{ href, type: mediaTypes.opds2Feed }] } : undefined),
  };
}

function membership({ name, position, href }: SeriesMembership): Json {
  return {
    name: plainText(name),
    ...(position === null || position === undefined ? undefined : { position }),
    ...(href ? { links: [{ href, type: mediaTypes.opds2Feed }] } : undefined),
  };
}
