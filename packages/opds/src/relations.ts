import type { AcquisitionRelation, Image } from './model.ts';

/** What a step to another feed is; all but `subsection` name what the feed is sorted by or picked for. */
export type NavigationRelation =
  'subsection' | 'new' | 'popular' | 'featured' | 'recommended' | 'shelf' | 'crawlable';

/** The `rel` of navigation links: https://specs.opds.io/opds-1.2#71-atomlink-relations */
export const navigationRelations: Readonly<Record<NavigationRelation, string>> = {
  subsection: 'subsection',
  new: 'http://opds-spec.org/sort/new',
  popular: 'http://opds-spec.org/sort/popular',
  featured: 'http://opds-spec.org/featured',
  recommended: 'http://opds-spec.org/recommended',
  shelf: 'http://opds-spec.org/shelf',
  crawlable: 'http://opds-spec.org/crawlable',
};

export const acquisitionRelations: Readonly<Record<AcquisitionRelation, string>> = {
  acquisition: 'http://opds-spec.org/acquisition',
  'open-access': 'http://opds-spec.org/acquisition/open-access',
  sample: 'http://opds-spec.org/acquisition/sample',
};

export const imageRelations: Readonly<Record<Image['rel'], string>> = {
  image: 'http://opds-spec.org/image',
  thumbnail: 'http://opds-spec.org/image/thumbnail',
};

export const facetRelation = 'http://opds-spec.org/facet';
export const pageStreamRelation = 'http://vaemendis.net/opds-pse/stream';
export const progressionRelation = 'http://opds-spec.org/progression';
export const shelfRelation: string = navigationRelations.shelf;
