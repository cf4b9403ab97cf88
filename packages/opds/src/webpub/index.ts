export { fragmentHref, pathHref } from './href.ts';
export { manifestContent, manifestType, publicationManifest, type ManifestHead } from './manifest.ts';
export type {
  ItemEncryption,
  Layout,
  ManifestContent,
  ManifestEntry,
  ManifestItem,
  ManifestLinks,
  ManifestMetadata,
  ManifestPage,
  ManifestProfile,
} from './model.ts';
export { countPositions, positionList, type MeasuredResource, type PositionedResource } from './positions.ts';
