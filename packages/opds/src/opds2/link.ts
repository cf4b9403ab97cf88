import { plainText } from '../plain-text.ts';

/** A Readium link object. */
export interface Link {
  readonly href: string;
  readonly rel?: string;
  readonly type?: string;
  readonly title?: string;
  readonly templated?: true;
  readonly width?: number;
  readonly height?: number;
  /** In bytes. */
  readonly size?: number;
  readonly properties?: { readonly numberOfItems: number };
}

/** A link with a relation, in a list of its own: empty without an href. */
export function linkTo(rel: string, href: string | null | undefined, type: string): readonly Link[] {
  return href === null || href === undefined ? [] : [{ rel, href, type }];
}

/** The title and number of items of a link to a feed. */
export function feedFacts(
  title: string,
  count: number | null | undefined,
): Pick<Link, 'title' | 'properties'> {
  const named = { title: plainText(title) };
  return count === null || count === undefined ? named : { ...named, properties: { numberOfItems: count } };
}
