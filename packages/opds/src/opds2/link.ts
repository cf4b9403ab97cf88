import { plainText } from '../plain-text.ts';

/** A Readium link object; what is undefined is left out by JSON. */
export interface Link {
  readonly rel?: string | undefined;
  readonly href: string;
  readonly type?: string;
  readonly title?: string | undefined;
  readonly templated?: true;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** In bytes. */
  readonly size?: number | undefined;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
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
  const properties = count === null || count === undefined ? undefined : { numberOfItems: count };
  return { title: plainText(title), properties };
}
