import type { BookFormat } from './book-format.ts';

/** Somebody who made the book. */
export interface Creator {
  readonly name: string;
  /** MARC relator code: aut, ill, trl, edt … */
  readonly role: string;
  /** The name as it is sorted ("Melville, Herman"), if the file says so. */
  readonly fileAs: string | null;
}

/** Why a file could not be read, or not wholly. */
export type ProblemReason =
  'EMPTY' | 'UNREADABLE' | 'CORRUPT' | 'ENCRYPTED' | 'TYPE_MISMATCH' | 'TOO_LARGE' | 'TIMEOUT';

export interface Problem {
  readonly reason: ProblemReason;
  /** One sentence for people, without paths. */
  readonly message: string;
}

export interface BookIdentifier {
  /** As the file names it: ISBN, uuid, DOI … */
  readonly scheme: string | null;
  readonly value: string;
}

export interface BookSeries {
  readonly name: string;
  readonly number: number | null;
}

export interface BookCover {
  /** `embedded`: the file declares it as its cover. `first-page`: nothing is declared. */
  readonly kind: 'embedded' | 'first-page';
  readonly mediaType: string;
  /** null if the cover was only located, or the page of a PDF was not rendered. */
  readonly data: Uint8Array | null;
  /** SHA-256 of `data` in hexadecimal. */
  readonly hash: string | null;
}

/** What a file says about itself. Texts are NFC, without markup, with tidy white space. */
export interface BookFacts {
  readonly format: BookFormat;
  readonly title: string | null;
  /** Authors first, else in the order of the file. */
  readonly creators: readonly Creator[];
  /** Canonical BCP 47 tag: en, pt-BR. */
  readonly language: string | null;
  readonly identifiers: readonly BookIdentifier[];
  /** Digits only (an ISBN-10 may end in X), with a valid check digit. */
  readonly isbn: string | null;
  readonly publisher: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly publicationDate: string | null;
  readonly description: string | null;
  /** What the file says of copyright and licence, of at most 2,000 letters. */
  readonly rights: string | null;
  readonly subjects: readonly string[];
  readonly series: BookSeries | null;
  /** The maturity statement of a comic, verbatim. */
  readonly ageRating: string | null;
  readonly pageCount: number | null;
  readonly cover: BookCover | null;
  readonly problem: Problem | null;
}

/** Facts about a file that says nothing. */
export function noFacts(format: BookFormat): BookFacts {
  return {
    format,
    title: null,
    creators: [],
    language: null,
    identifiers: [],
    isbn: null,
    publisher: null,
    publicationDate: null,
    description: null,
    rights: null,
    subjects: [],
    series: null,
    ageRating: null,
    pageCount: null,
    cover: null,
    problem: null,
  };
}
