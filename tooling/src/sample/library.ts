import { writeComic } from '../files/comic.ts';
import { writeEpub } from '../files/epub.ts';
import { writePdf } from '../files/pdf.ts';
import { drawComic } from './comic-pages.ts';
import { drawCover } from './cover.ts';
import type { SampleBook } from './sample-book.ts';
import { aliceInWonderland } from './texts/alice.ts';
import { artOfWar } from './texts/art-of-war.ts';
import { grimm } from './texts/grimm.ts';
import { paperMoon } from './texts/paper-moon.ts';
import { prideAndPrejudice } from './texts/pride-and-prejudice.ts';
import { redHeadedLeague, scandalInBohemia } from './texts/sherlock-holmes.ts';
import { soseki } from './texts/soseki.ts';
import { timeMachine } from './texts/time-machine.ts';
import { verlaine } from './texts/verlaine.ts';
import { wizardOfOz } from './texts/wizard-of-oz.ts';

export interface LibraryFile {
  /** Relative to the library's root, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const books: readonly SampleBook[] = [
  aliceInWonderland,
  grimm,
  prideAndPrejudice,
  redHeadedLeague,
  scandalInBohemia,
  soseki,
  timeMachine,
  verlaine,
  wizardOfOz,
];

/** The sample library: public-domain texts as EPUB 2, EPUB 3 and PDF, and a drawn comic. Equal bytes every time. */
export function makeSampleLibrary(): LibraryFile[] {
  return [...books.map(makeBook), makePdf(), ...paperMoon.map(makeComic)];
}

function makeBook({ fileName, design, ...book }: SampleBook): LibraryFile {
  const cover = drawCover({
    ...design,
    title: design.coverTitle ?? book.title,
    author: design.coverAuthor ?? book.author,
  });
  const identifier = `urn:dust:sample:${fileName}`;
  const folder = `books/${book.author}/${book.title.replaceAll(/[/:?]/g, '')}`;
  return { path: `${folder}/${fileName}.epub`, bytes: writeEpub({ ...book, identifier, cover }) };
}

function makePdf(): LibraryFile {
  const path = `books/${artOfWar.author}/${artOfWar.title}/the-art-of-war.pdf`;
  return { path, bytes: writePdf(artOfWar) };
}

function makeComic({ script, ...issue }: (typeof paperMoon)[number]): LibraryFile {
  const { publisher, series, number } = issue;
  const path = `comics/${publisher}/${series}/${number}/${series.toLowerCase().replaceAll(' ', '-')}-${number}.cbz`;
  return { path, bytes: writeComic({ ...issue, pages: drawComic(script) }) };
}
