import { mediaTypes } from '../media-types.ts';
import { publicationMetadata } from '../opds2/metadata.ts';
import { progressionRelation } from '../relations.ts';
import { entryLink, itemLink } from './link.ts';
import type { ManifestContent, ManifestLinks, ManifestMetadata, ManifestProfile } from './model.ts';

type Json = Readonly<Record<string, unknown>>;

const positionListRelation = 'http://readium.org/position-list';
const context = 'https://readium.org/webpub-manifest/context.jsonld';

const types: Readonly<Record<ManifestProfile, string>> = {
  epub: 'http://schema.org/Book',
  pdf: 'http://schema.org/Book',
  divina: 'http://schema.org/ComicIssue',
};

/** Of a Readium manifest: comics have one of their own. */
export function manifestType(profile: ManifestProfile): string {
  return profile === 'divina' ? mediaTypes.divina : mediaTypes.webPublication;
}

/** What a manifest says of the book, without what the book is made of. */
export interface ManifestHead {
  readonly profile: ManifestProfile;
  readonly metadata: ManifestMetadata;
  readonly links: ManifestLinks;
}

/**
 * A Readium web publication manifest, as JSON text.
 *
 * @param content made by {@link manifestContent}; it is the same for all who read the book, and may be kept
 */
export function publicationManifest(head: ManifestHead, content: string): string {
  const { profile, links } = head;
  const beginning = JSON.stringify({
    '@context': context,
    metadata: metadataOf(head),
    links: linksOf(profile, links),
  });
  return `${beginning.slice(0, -1)},${content.slice(1)}`;
}

/** The collections of a manifest, as the text of a JSON object. */
export function manifestContent(content: ManifestContent): string {
  const { readingOrder, resources, toc, pageList, landmarks } = content;
  return JSON.stringify({
    readingOrder: readingOrder.map(itemLink),
    resources: resources.length > 0 ? resources.map(itemLink) : undefined,
    toc: toc.length > 0 ? toc.map(entryLink) : undefined,
    pageList: pageList.length > 0 ? pageList.map(entryLink) : undefined,
    landmarks: landmarks.length > 0 ? landmarks.map(entryLink) : undefined,
  });
}

/** The layout is told twice: apps made before 2024 look for it under `presentation`. */
function metadataOf({ profile, metadata }: ManifestHead): Json {
  const { languages, readingProgression, layout } = metadata;
  return {
    ...publicationMetadata(metadata),
    '@type': types[profile],
    conformsTo: `https://readium.org/webpub-manifest/profiles/${profile}`,
    language: languages.length > 0 ? languages : undefined,
    readingProgression: readingProgression ?? undefined,
    layout,
    presentation: { layout },
  };
}

function linksOf(profile: ManifestProfile, links: ManifestLinks): readonly Json[] {
  const { self, file, positions, progression, cover } = links;
  return [
    { rel: 'self', href: self, type: manifestType(profile) },
    { rel: 'alternate', href: file.href, type: file.type },
    { rel: positionListRelation, href: positions, type: mediaTypes.positionList },
    ...(progression === null
      ? []
      : [{ rel: progressionRelation, href: progression, type: mediaTypes.progression }]),
    ...(cover === null ? [] : [{ rel: 'cover', href: cover.href, type: cover.type }]),
  ];
}
