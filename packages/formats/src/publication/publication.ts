import type { BookIdentifier, BookSeries, Creator } from '../book-facts.ts';
import type { BookFormat } from '../book-format.ts';

/** How a publication is laid out: text that flows, or pages of a fixed size. */
export type PublicationLayout = 'reflowable' | 'fixed';

/** What a file says about the publication in it. Texts are tidy, as those of `BookFacts`. */
export interface PublicationMetadata {
  readonly title: string | null;
  /** Creators and contributors with their MARC relator codes; `ctb` where a contributor has none. */
  readonly contributors: readonly Creator[];
  /** Canonical BCP 47 tags, the main one first. */
  readonly languages: readonly string[];
  readonly identifiers: readonly BookIdentifier[];
  readonly isbn: string | null;
  readonly publisher: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly publicationDate: string | null;
  readonly description: string | null;
  readonly subjects: readonly string[];
  readonly series: BookSeries | null;
  /** Null where the file leaves it open. */
  readonly readingProgression: 'ltr' | 'rtl' | null;
  readonly layout: PublicationLayout;
  /** Printed pages of an EPUB by its page list, else pages of the file. */
  readonly pageCount: number | null;
}

/** Encryption of a resource that only a key from elsewhere undoes. */
export interface ResourceEncryption {
  /** URI of the algorithm. */
  readonly algorithm: string;
  /** URI of the protection scheme, if it is known by its licence. */
  readonly scheme: string | null;
  readonly isDeflated: boolean;
  readonly originalBytes: number | null;
}

/** A resource the publication is made of. */
export interface PublicationItem {
  /** Path in the archive, as its entry is named. */
  readonly path: string;
  readonly mediaType: string;
  /** Unpacked. */
  readonly sizeBytes: number;
  /** As it lies in the archive; what positions are counted by. */
  readonly packedBytes: number;
  /** Of its own; null: as the publication. */
  readonly layout: PublicationLayout | null;
  /** Its place in a spread. */
  readonly page: 'left' | 'right' | 'center' | null;
  /** What its media type does not say: mathml, svg, js, remote-resources. */
  readonly contains: readonly string[];
  readonly encryption: ResourceEncryption | null;
  readonly isCover: boolean;
  /** Whether it is the document the table of contents was written in. */
  readonly isContents: boolean;
  /** Its place in the spine, from 0, which also counts what is out of the reading order; null for what is not in it. */
  readonly spineIndex: number | null;
}

/** One entry of a table of contents or list of pages. */
export interface OutlineEntry {
  readonly title: string;
  /** Where it leads: a path in the archive, or (for files of pages) a page number from 1. */
  readonly target: { readonly path: string; readonly fragment: string | null } | { readonly page: number };
  readonly children: readonly OutlineEntry[];
}

/** How to get a resource out of its archive. Plain data: can be sent between threads, and kept. */
export interface PackedFile {
  readonly path: string;
  readonly mediaType: string;
  /** Of the local header, from the start of the file. */
  readonly headerOffset: number;
  readonly isDeflated: boolean;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** How its first bytes are scrambled, as fonts may be. */
  readonly obfuscation: Obfuscation | null;
}

export interface Obfuscation {
  /** So many bytes at the start are combined with the key, over and over, by exclusive or. */
  readonly bytes: number;
  readonly key: Uint8Array;
}

/** What a reading system needs to know about a publication to show it. */
export interface Publication {
  readonly format: BookFormat;
  readonly metadata: PublicationMetadata;
  /** Resources in reading order; empty for files of pages. */
  readonly readingOrder: readonly PublicationItem[];
  /** All others the publication declares, those out of the reading order included. */
  readonly resources: readonly PublicationItem[];
  readonly toc: readonly OutlineEntry[];
  readonly pageList: readonly OutlineEntry[];
  readonly landmarks: readonly OutlineEntry[];
  /** Pages of a comic; empty for others. */
  readonly pages: readonly PublicationPage[];
  /** Every file of an EPUB's container that can be read, and the pages of a comic that is a ZIP; empty for others. */
  readonly files: readonly PackedFile[];
}

/** A page of a comic. */
export interface PublicationPage {
  /** From 1. */
  readonly number: number;
  /** Path in the archive; of pages of the same path the first. */
  readonly path: string;
  readonly mediaType: string;
  /** In pixels, where the comic states them. */
  readonly width: number | null;
  readonly height: number | null;
  readonly isCover: boolean;
}
