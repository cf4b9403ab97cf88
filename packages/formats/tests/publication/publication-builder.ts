import { bytesSource, readPublication, type OutlineEntry, type Publication } from '../../src/index.ts';
import { epubOf, type EpubParts } from '../book-builder.ts';
import type { ZipFile } from '../zip-writer.ts';

/** A chapter, as manifest item, spine item and file. */
export const chapter: Required<Pick<EpubParts, 'manifest' | 'spine'>> & { readonly file: ZipFile } = {
  manifest: '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>',
  spine: '<itemref idref="one"/>',
  file: { name: 'OPS/one.xhtml', data: '<html><body><p>One</p></body></html>' },
};

/** Reads an EPUB of one chapter and these parts. */
export async function publicationOf(parts: EpubParts): Promise<Publication> {
  const epub = epubOf({
    ...parts,
    manifest: chapter.manifest + (parts.manifest ?? ''),
    spine: chapter.spine + (parts.spine ?? ''),
    files: [chapter.file, ...(parts.files ?? [])],
  });
  return readPublication(bytesSource(epub), { format: 'epub' });
}

/** An EPUB of one chapter with an EPUB 3 navigation document. */
export async function withNavigation(body: string): Promise<Publication> {
  return publicationOf({
    manifest: '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    files: [{ name: 'OPS/nav.xhtml', data: navigationOf(body), isStored: true }],
  });
}

export function navigationOf(body: string): string {
  return `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"
    xmlns:epub="http://www.idpf.org/2007/ops"><body>${body}</body></html>`;
}

/** An EPUB of one chapter with an NCX. */
export async function withNcx(data: string): Promise<Publication> {
  return publicationOf({
    manifest: '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    files: [{ name: 'OPS/toc.ncx', data, isStored: true }],
  });
}

/** Titles of an outline, those below in brackets. */
export function titlesOf(entries: readonly OutlineEntry[]): readonly unknown[] {
  return entries.map(({ title, children }) =>
    children.length === 0 ? title : [title, ...titlesOf(children)],
  );
}
