export type { CatalogView, NavigationView, PublicationView } from './catalog-view.ts';
export { findSchemaProblems } from './json-schemas.ts';
export { findOpds1Problems } from './opds1-schema.ts';
export { parseXml } from './parse-xml.ts';
export { readWithFoliate, searchUrlOfFoliate } from './read-with-foliate.ts';
export { readWithPalace } from './read-with-palace.ts';
export { readOpds1WithReadium, readOpds2WithReadium } from './read-with-readium.ts';
