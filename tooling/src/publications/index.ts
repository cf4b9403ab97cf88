export { Locator, Manifest, type Link } from '@readium/shared';
export { readEpubWithReadium, type EpubView, type Titles } from './read-epub-with-readium.ts';
