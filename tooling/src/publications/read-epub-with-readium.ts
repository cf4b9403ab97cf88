import {
  initGlobalConverters_GENERIC,
  initGlobalConverters_SHARED,
} from 'r2-shared-js/dist/es8-es2017/src/init-globals.js';
import type { Link } from 'r2-shared-js/dist/es8-es2017/src/models/publication-link.js';
import { EpubParsePromise } from 'r2-shared-js/dist/es8-es2017/src/parser/epub.js';

initGlobalConverters_GENERIC();
initGlobalConverters_SHARED();

/** A title, and the same of what is below it. */
export type Titles = readonly [title: string, ...below: Titles[]];

/** What Readium's own parser, as Thorium has it, finds in an EPUB. */
export interface EpubView {
  /** Paths in the archive. */
  readonly readingOrder: readonly string[];
  readonly contents: readonly Titles[];
}

/** Reads an EPUB file as Thorium does. */
export async function readEpubWithReadium(path: string): Promise<EpubView> {
  const publication = await EpubParsePromise(path);
  return {
    readingOrder: (publication.Spine ?? []).map(({ Href }) => decodeURIComponent(Href)),
    contents: titlesOf(publication.TOC ?? []),
  };
}

function titlesOf(links: readonly Link[]): Titles[] {
  return links.map(({ Title, Children }) => [
    Title.replaceAll(/\s+/g, ' ').trim(),
    ...titlesOf(Children ?? []),
  ]);
}
