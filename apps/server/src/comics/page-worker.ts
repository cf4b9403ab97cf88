import { imageSize, listPages, openDescriptorSource, readPage, type ComicPage } from '@dust/formats';
import { resized, type CoverBytes, type Resize } from '../covers/resized.ts';

/** What is asked of an open comic. */
export interface PageTask {
  /** Descriptor of the open file; whoever asks closes it. */
  readonly fd: number;
  readonly format: 'cbz' | 'cbr';
  /** Null: the list of pages. */
  readonly page: { readonly number: number; readonly resize: Resize | null } | null;
}

/** Errors lose their class between threads, so failures are told by name. */
export type PageResult =
  | { readonly kind: 'pages'; readonly pages: readonly ComicPage[] }
  | { readonly kind: 'image'; readonly image: CoverBytes }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

/** Lists the pages of a comic, or reads one of them and, if wished, scales it down. */
export default async function readComic({ fd, format, page }: PageTask): Promise<PageResult> {
  try {
    using source = openDescriptorSource(fd);
    if (page === null) return { kind: 'pages', pages: await listPages(source, { format }) };
    const original = await readPage(source, page.number, { format });
    return await imageOf(original, page.resize);
  } catch (error) {
    return { kind: error instanceof RangeError ? 'missing' : 'unreadable' };
  }
}

/** A page whose image cannot be decoded is a page that is not there. */
async function imageOf(original: CoverBytes, resize: Resize | null): Promise<PageResult> {
  if (resize === null) return { kind: 'image', image: original };
  if (imageSize(original.data) === undefined) return { kind: 'missing' };
  try {
    return { kind: 'image', image: await resized(original, resize) };
  } catch {
    return { kind: 'missing' };
  }
}
