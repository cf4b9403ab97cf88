import { mediaTypes } from '../media-types.ts';
import type { Acquisition, PageStream, Publication, SeriesMembership } from '../model.ts';
import {
  acquisitionRelations,
  imageRelations,
  pageStreamRelation,
  progressionRelation,
} from '../relations.ts';
import { attribute } from './element.ts';
import { link } from './link.ts';

/** The links of a publication. All have a type: some apps fail on links without. */
export function entryLinks(publication: Publication, selfRelation: 'self' | 'alternate'): string {
  const { images, acquisitions, pageStream, manifest, series, links } = publication;
  let text = '';
  if (images !== undefined)
    for (const { rel, href, type } of images) text += link(imageRelations[rel], href, type);
  if (acquisitions !== undefined) for (const one of acquisitions) text += acquisition(one);
  if (pageStream) text += pages(pageStream);
  text += link(selfRelation, publication.self, mediaTypes.atomEntry);
  text += link('alternate', publication.alternate, mediaTypes.opds2Publication);
  if (manifest) text += link('alternate', manifest.href, manifest.type);
  text += link(progressionRelation, publication.progression, mediaTypes.progression);
  if (series !== undefined) for (const one of series) text += seriesLink(one);
  if (links !== undefined) {
    for (const { rel, href, type, title } of links) text += link(rel, href, type, attribute('title', title));
  }
  return text;
}

function acquisition({ rel = 'acquisition', href, type, lengthBytes, title }: Acquisition): string {
  const more = attribute('length', lengthBytes) + attribute('title', title);
  return link(acquisitionRelations[rel], href, type, more);
}

function pages({ hrefTemplate, type, count, lastRead, lastReadAt }: PageStream): string {
  const read = attribute('pse:lastRead', lastRead) + attribute('pse:lastReadDate', lastReadAt);
  return link(pageStreamRelation, hrefTemplate, type, attribute('pse:count', count) + read);
}

/** Not `collection`: by that, apps would group the entries of every feed by series. */
function seriesLink({ name, href }: SeriesMembership): string {
  return link('related', href, mediaTypes.atomAcquisitionFeed, attribute('title', name));
}
