import type { Publication } from '../model.ts';

/** What kind of publication it is: text in resources, one PDF, or images. */
export type ManifestProfile = 'epub' | 'pdf' | 'divina';

export type Layout = 'reflowable' | 'fixed';

/** Metadata of a manifest: those of the book in a catalog, and how it is to be shown. */
export interface ManifestMetadata extends Pick<
  Publication,
  | 'id'
  | 'identifiers'
  | 'title'
  | 'sortTitle'
  | 'creators'
  | 'publisher'
  | 'issued'
  | 'updatedAt'
  | 'summary'
  | 'rights'
  | 'categories'
  | 'series'
  | 'pageCount'
> {
  /** BCP 47, the main one first. */
  readonly languages: readonly string[];
  readonly readingProgression: 'ltr' | 'rtl' | null;
  readonly layout: Layout;
}

/** Where a publication is found. Hrefs are URL references; relative ones start from the manifest. */
export interface ManifestLinks {
  /** Absolute, as the specification wants it. */
  readonly self: string;
  /** The book file. */
  readonly file: { readonly href: string; readonly type: string };
  readonly positions: string;
  readonly progression: string | null;
  /** An image from outside of the publication, where it has none of its own. */
  readonly cover: { readonly href: string; readonly type: string } | null;
}

/** A resource of an EPUB. */
export interface ManifestItem {
  readonly href: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly layout: Layout | null;
  readonly page: 'left' | 'right' | 'center' | null;
  readonly contains: readonly string[];
  readonly encryption: ItemEncryption | null;
  readonly isCover: boolean;
  readonly isContents: boolean;
}

/** How a resource is encrypted, with a key that only the reading app has. */
export interface ItemEncryption {
  /** A URI. */
  readonly algorithm: string;
  /** A URI. */
  readonly scheme: string | null;
  readonly isDeflated: boolean;
  readonly originalBytes: number | null;
}

/** An image of a comic. */
export interface ManifestPage {
  readonly href: string;
  readonly mediaType: string;
  /** In pixels. */
  readonly width: number | null;
  readonly height: number | null;
  readonly isCover: boolean;
}

/** An entry of a table of contents, a page list or landmarks. */
export interface ManifestEntry {
  readonly href: string;
  readonly title: string;
  readonly children: readonly ManifestEntry[];
}

/** What a publication is made of. */
export interface ManifestContent {
  /** Items of an EPUB, pages of a comic, or the file of a PDF. */
  readonly readingOrder: readonly (ManifestItem | ManifestPage)[];
  readonly resources: readonly ManifestItem[];
  readonly toc: readonly ManifestEntry[];
  readonly pageList: readonly ManifestEntry[];
  readonly landmarks: readonly ManifestEntry[];
}
