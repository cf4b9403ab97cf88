import { isbnFromName, withoutBookExtension } from '@dust/formats';
import { cleanComicText, cleanPathText } from './clean-text.ts';
import { numberOfFileName, numberOfFolder } from './comic-number.ts';
import { layoutOf, type Layout } from './layout.ts';

/** What the path of a book file says about it. */
export interface PathFacts {
  readonly title: string;
  readonly author: string | null;
  readonly publisher: string | null;
  /** From a folder of comics. */
  readonly series: string | null;
  readonly seriesNumber: number | null;
  readonly isbn: string | null;
}

/**
 * @param directory absolute path of the library directory
 * @param relativePath path of the file in it, with `/`
 */
export function factsOfPath(directory: string, relativePath: string): PathFacts {
  const segments = relativePath.split('/');
  const fileName = segments.pop() ?? '';
  const layout = layoutOf([lastSegment(directory), ...segments]);
  return { ...factsOfLayout(layout, withoutBookExtension(fileName)), isbn: isbnFromName(fileName) };
}

/** The last segment of a directory's path; empty for the root. */
export function lastSegment(directory: string): string {
  return directory.split('/').findLast((segment) => segment !== '') ?? '';
}

type LayoutFacts = Omit<PathFacts, 'isbn'>;

function factsOfLayout(layout: Layout, stem: string): LayoutFacts {
  if (layout.kind === 'comics') return comicFacts(layout, stem);
  const author = layout.kind === 'books' ? textOf(layout.author, cleanPathText) : null;
  const folderTitle = layout.kind === 'books' ? textOf(layout.title, cleanPathText) : null;
  return {
    title: folderTitle ?? textOf(stem, cleanPathText) ?? stem,
    author,
    publisher: null,
    series: null,
    seriesNumber: null,
  };
}

function comicFacts(layout: Layout & { kind: 'comics' }, stem: string): LayoutFacts {
  const series = textOf(layout.series, cleanComicText);
  const publisher = textOf(layout.publisher, cleanComicText);
  const fileTitle = textOf(stem, cleanComicText) ?? stem;
  const facts = { author: null, publisher, series };
  if (series === null) return { ...facts, title: fileTitle, seriesNumber: null };
  if (layout.issue === null) return { ...facts, title: fileTitle, seriesNumber: numberOfFileName(stem) };
  const number = numberOfFolder(layout.issue);
  if (number !== null) return { ...facts, title: `${series} #${number}`, seriesNumber: number };
  const name = textOf(layout.issue, cleanComicText);
  return { ...facts, title: name === null ? fileTitle : `${series} ${name}`, seriesNumber: null };
}

function textOf(name: string | null, clean: (text: string) => string): string | null {
  const text = name === null ? '' : clean(name);
  return text === '' ? null : text;
}
