import { type Link, linkTo } from './opds2/link.ts';
import { plainText } from './plain-text.ts';

export interface Authentication {
  /** The URL of the document itself. */
  readonly id: string;
  /** Of the catalog. */
  readonly title: string;
  readonly description?: string | null;
  /** What the catalog calls the two fields of HTTP Basic. */
  readonly labels: { readonly login: string; readonly password: string };
  /** A page for people who need help to sign in. */
  readonly help?: string | null;
  /** A page where an account can be made. */
  readonly register?: string | null;
  /** An image, with its media type. */
  readonly logo?: { readonly href: string; readonly type: string } | null;
  readonly start?: string | null;
}

/** An Authentication for OPDS 1.0 document that offers HTTP Basic. */
export function authenticationDocument(authentication: Authentication): string {
  const { id, title, description, labels } = authentication;
  const links = linksOf(authentication);
  return JSON.stringify({
    id,
    title: plainText(title),
    ...(description ? { description: plainText(description) } : undefined),
    ...(links.length > 0 ? { links } : undefined),
    authentication: [{ type: 'http://opds-spec.org/auth/basic', labels }],
  });
}

function linksOf({ help, register, logo, start }: Authentication): readonly Link[] {
  return [
    ...(logo ? linkTo('logo', logo.href, logo.type) : []),
    ...linkTo('help', help, 'text/html'),
    ...linkTo('register', register, 'text/html'),
    ...linkTo('start', start, 'application/opds+json'),
  ];
}
