import type { NavigationRelation } from './relations.ts';

/**
 * What a catalog says, whichever protocol it is written in. Hrefs are absolute or relative URL references and point into
 * the protocol that is written, but for `alternate`. Times are RFC 3339 with a zone, as in `2024-01-15T10:30:00Z`.
 * What is not known is null or left out.
 */
export interface Feed {
  /** A URN that stays the same for all pages of a feed and for both protocols. */
  readonly id: string;
  readonly title: string;
  readonly updatedAt: string;
  readonly kind: FeedKind;
  /** Who publishes the catalog: authors of books are in the publications. */
  readonly author: FeedAuthor;
  readonly icon?: string | null;
  readonly links: FeedLinks;
  readonly paging?: Paging | null;
  readonly facets?: readonly FacetGroup[];
  readonly navigation?: readonly NavigationEntry[];
  readonly publications?: readonly Publication[];
  readonly groups?: readonly FeedGroup[];
}

/** `navigation` leads to feeds, `acquisition` lists publications. */
export type FeedKind = 'navigation' | 'acquisition';

export interface FeedAuthor {
  readonly name: string;
  readonly href?: string | null;
}

export interface FeedLinks {
  readonly self: string;
  readonly start: string;
  readonly up?: TypedHref | null;
  /** OPDS 1: the OpenSearch description. OPDS 2: a URI template with `{?query}` or `{query}`. */
  readonly search?: string | null;
  /** The same feed in the other protocol. */
  readonly alternate?: string | null;
  readonly shelf?: string | null;
}

/** A link to a feed of a known kind. */
export interface TypedHref {
  readonly href: string;
  readonly kind: FeedKind;
}

export interface Paging {
  readonly first?: string | null;
  readonly previous?: string | null;
  readonly next?: string | null;
  readonly last?: string | null;
  readonly totalResults?: number | null;
  readonly itemsPerPage?: number | null;
  /** Of the first item of this page, counted from 1. */
  readonly startIndex?: number | null;
}

export interface FacetGroup {
  readonly title: string;
  readonly links: readonly FacetLink[];
}

export interface FacetLink {
  readonly title: string;
  readonly href: string;
  /** How many publications the link leads to. */
  readonly count?: number | null;
  readonly isActive?: boolean;
}

/** A step to another feed. */
export interface NavigationEntry {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  /** Of the feed it leads to. */
  readonly kind: FeedKind;
  /** `subsection` unless said. */
  readonly rel?: NavigationRelation;
  readonly updatedAt: string;
  /** A sentence in plain text. */
  readonly summary?: string | null;
  /** How many items the feed has. */
  readonly count?: number | null;
}

/**
 * Part of a feed under a title of its own, with a link to the whole. In OPDS 1.2 entries link to their group as
 * `collection`, and publications stand in acquisition feeds only: those of a navigation feed are left out.
 */
export interface FeedGroup {
  readonly title: string;
  readonly self: TypedHref;
  readonly count?: number | null;
  readonly navigation?: readonly NavigationEntry[];
  readonly publications?: readonly Publication[];
}

/** A book. */
export interface Publication {
  /** A URN that never changes. */
  readonly id: string;
  /** Further URNs, as `urn:isbn:9780141439587`. */
  readonly identifiers?: readonly string[];
  readonly title: string;
  readonly sortTitle?: string | null;
  readonly creators: readonly Creator[];
  /** BCP 47. */
  readonly language?: string | null;
  readonly publisher?: Party | null;
  /** When the book came out: `1815`, `1815-12` or `1815-12-23`, or a time. */
  readonly issued?: string | null;
  /** When it came into the catalog. */
  readonly publishedAt?: string | null;
  readonly updatedAt: string;
  /** Plain text. */
  readonly summary?: string | null;
  readonly rights?: string | null;
  readonly categories?: readonly Category[];
  readonly series?: readonly SeriesMembership[];
  readonly pageCount?: number | null;
  readonly images?: readonly Image[];
  readonly acquisitions?: readonly Acquisition[];
  readonly pageStream?: PageStream | null;
  /** The complete entry. */
  readonly self?: string | null;
  /** The complete entry in the other protocol. */
  readonly alternate?: string | null;
  /** A Readium web publication manifest. */
  readonly manifest?: TypedLink | null;
  /** An OPDS progression document. */
  readonly progression?: string | null;
  /** The authentication document that says how to sign in to the progression document. */
  readonly authentication?: string | null;
  readonly links?: readonly RelatedLink[];
}

/** A person or firm, with a link to the feed of its books. */
export interface Party {
  readonly name: string;
  readonly sortAs?: string | null;
  readonly href?: string | null;
}

export interface Creator extends Party {
  /** A MARC relator code; `aut` unless said. */
  readonly role?: string;
}

export interface Category {
  /** The code within the scheme. */
  readonly term: string;
  readonly label: string;
  /** A URI. */
  readonly scheme?: string | null;
  /** The feed of the publications in the category. */
  readonly href?: string | null;
}

export interface SeriesMembership {
  readonly name: string;
  /** Not always whole: 2.5 lies between the second and the third. */
  readonly position?: number | null;
  readonly href?: string | null;
}

export interface Image {
  readonly href: string;
  /** A media type. */
  readonly type: string;
  readonly rel: 'image' | 'thumbnail';
  /** In pixels. */
  readonly width?: number | null;
  /** In pixels. */
  readonly height?: number | null;
}

export interface Acquisition {
  readonly href: string;
  /** The media type of the file. */
  readonly type: string;
  readonly lengthBytes?: number | null;
  readonly title?: string | null;
  /** `acquisition` unless said. */
  readonly rel?: AcquisitionRelation;
}

export type AcquisitionRelation = 'acquisition' | 'open-access' | 'sample';

export interface TypedLink {
  readonly href: string;
  /** A media type. */
  readonly type: string;
}

/** What else belongs to a publication. */
export interface RelatedLink extends TypedLink {
  /** An IANA relation or a URI. */
  readonly rel: string;
  readonly title?: string | null;
}

/** OPDS Page Streaming Extension 1.2. */
export interface PageStream {
  /** With `{pageNumber}`, counted from 0, and `{maxWidth}`. */
  readonly hrefTemplate: string;
  /** The media type of the images. */
  readonly type: string;
  readonly count: number;
  /** The page last read, counted from 1. */
  readonly lastRead?: number | null;
  readonly lastReadAt?: string | null;
}
