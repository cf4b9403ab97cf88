import { imageTypeOfName } from '../image/media-type.ts';
import { isOutsideName } from '../outside-names.ts';
import type { ArchiveFile, ComicArchive } from './comic-archive.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The images of a comic in natural order of their paths (2 before 10), without hidden files, those of archive tools, and those outside. */
export function pageFiles(archive: ComicArchive): ArchiveFile[] {
  return archive.files
    .filter(({ name }) => imageTypeOfName(name) !== undefined && !isHidden(name) && !isOutsideName(name))
    .map((file) => ({ file, segments: file.name.split(/[/\\]/) }))
    .sort((a, b) => comparePaths(a.segments, b.segments))
    .map(({ file }) => file);
}

function isHidden(name: string): boolean {
  return name
    .split(/[/\\]/)
    .some((segment) => (segment.startsWith('.') ? segment !== '.' : segment === '__MACOSX'));
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    const order = collator.compare(left, right) || (left < right ? -1 : Number(left > right));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
