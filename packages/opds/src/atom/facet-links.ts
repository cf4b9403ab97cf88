import { mediaTypes } from '../media-types.ts';
import type { FacetGroup } from '../model.ts';
import { facetRelation } from '../relations.ts';
import { attribute } from './element.ts';
import { link } from './link.ts';

/** The facets of a feed as links. */
export function facetLinks(groups: readonly FacetGroup[]): string {
  return groups.map(facetGroup).join('');
}

function facetGroup({ title: group, links }: FacetGroup): string {
  const inGroup = attribute('opds:facetGroup', group);
  return links
    .map(({ title, href, count, isActive }) => {
      const active = isActive === true ? ' opds:activeFacet="true"' : '';
      const attributes = attribute('title', title) + inGroup + active + attribute('thr:count', count);
      return link(facetRelation, href, mediaTypes.atomAcquisitionFeed, attributes);
    })
    .join('');
}
