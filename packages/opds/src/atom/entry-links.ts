import { mediaTypes } from '../media-types.ts';
import type { Acquisition, Image, PageStream, Publication } from '../model.ts';
import {
  acquisitionRelations,
  imageRelations,
  pageStreamRelation,
  progressionRelation,
} from '../relations.ts';
import { attribute } from './element.ts';
import { link } from './link.ts';

/** The links of a publication: images, files, pages, and what else is known of it elsewhere. */
export function entryLinks(publication: Publication): string {
  const { images = [], acquisitions = [], pageStream, manifest } = publication;
  return (
    images.map(image).join('') +
    acquisitions.map(acquisition).join('') +
    (pageStream ? pages(pageStream) : '') +
    link('alternate', publication.self, mediaTypes.atomEntry) +
    link('alternate', publication.alternate, mediaTypes.opds2Publication) +
    (manifest ? link('alternate', manifest.href, manifest.type) : '') +
    link(progressionRelation, publication.progression, mediaTypes.progression)
  );
}

function image({ rel, href, type }: Image): string {
  return link(imageRelations[rel], href, type);
}

function acquisition({ rel = 'acquisition', href, type, lengthBytes, title }: Acquisition): string {
  return link(
    acquisitionRelations[rel],
    href,
    type,
    attribute('length', lengthBytes) + attribute('title', title),
  );
}

function pages({ hrefTemplate, type, count, lastRead, lastReadAt }: PageStream): string {
  const attributes = [
    attribute('pse:count', count),
    attribute('pse:lastRead', lastRead),
    attribute('pse:lastReadDate', lastReadAt),
  ];
  return link(pageStreamRelation, hrefTemplate, type, attributes.join(''));
}
