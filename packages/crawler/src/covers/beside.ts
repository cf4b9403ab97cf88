import { withoutBookExtension } from '@dust/formats';

/** Image files beside a book that may be its cover, in the order in which they are tried. */
export interface CoverFiles {
  /** Before the cover in the file. */
  readonly first: readonly string[];
  /** After the first page: they lie in a folder of several books and belong to none of them. */
  readonly last: readonly string[];
}

const noCoverFiles: CoverFiles = { first: [], last: [] };

const EXTENSIONS = ['jpg', 'jpeg', 'png', 'webp', 'gif'];
const IMAGE_NAME = /^(.+)\.(jpe?g|png|webp|gif)$/i;
const COVER_STEM = /^(?:cover|folder|.+_cover)$/i;

/** Whether a file's name is one that a cover may have. */
export function isCoverName(name: string): boolean {
  return COVER_STEM.test(IMAGE_NAME.exec(name)?.[1] ?? '');
}

/**
 * Whether a cover was chosen by an earlier server: it is not where this one looks, and stays the cover while it is there.
 *
 * @param folder of the book
 * @param path of the cover
 */
export function isKeptCover(folder: string, path: string): boolean {
  const slash = path.lastIndexOf('/');
  return path.slice(0, slash) !== folder || !isCoverName(path.slice(slash + 1));
}

export interface BookFolder {
  /** Names of the books in it. */
  readonly books: readonly string[];
  /** Names in it that {@link isCoverName} accepts. */
  readonly images: readonly string[];
  /** Whether the layout gives the folder to one title. */
  readonly isTitleFolder: boolean;
}

/** Chooses, for every book of a folder, the image files that may be its cover. */
export function coverFilesOf(folder: BookFolder): (bookName: string) => CoverFiles {
  if (folder.images.length === 0) return () => noCoverFiles;
  const stems = new Set(folder.books.map(stemKey));
  const images = folder.images.map(imageOf).sort(byTypeThenName);
  const byStem = (stem: string): string[] =>
    images.filter((image) => image.stem === stem).map(({ name }) => name);
  const shared = [...byStem('cover'), ...byStem('folder')];
  const suffixed = images.filter(({ stem }) => stem.endsWith('_cover')).sort(byName);
  const belongsToAll = folder.isTitleFolder || stems.size <= 1;
  return (bookName) => {
    const stem = stemKey(bookName);
    const own = byStem(`${stem}_cover`);
    const others = suffixed
      .filter((image) => !stems.has(image.stem.slice(0, -'_cover'.length)))
      .map(({ name }) => name);
    return belongsToAll
      ? { first: [...shared, ...own, ...others], last: [] }
      : { first: own, last: [...shared, ...others] };
  };
}

interface CoverImage {
  readonly name: string;
  readonly stem: string;
  readonly type: number;
}

function imageOf(name: string): CoverImage {
  const match = IMAGE_NAME.exec(name);
  return {
    name,
    stem: foldName(match?.[1] ?? ''),
    type: EXTENSIONS.indexOf(match?.[2]?.toLowerCase() ?? ''),
  };
}

function stemKey(bookName: string): string {
  return foldName(withoutBookExtension(bookName));
}

function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function byTypeThenName(one: CoverImage, other: CoverImage): number {
  return one.type - other.type || byName(one, other);
}

function byName(one: CoverImage, other: CoverImage): number {
  return one.name < other.name ? -1 : Number(one.name > other.name);
}
