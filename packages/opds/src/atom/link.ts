import { attribute } from './element.ts';

/** An `atom:link`, or nothing without an href. `more` are further attributes, already escaped. */
export function link(rel: string, href: string | null | undefined, type: string, more = ''): string {
  if (href === null || href === undefined) return '';
  return `<link${attribute('rel', rel)}${attribute('href', href)}${attribute('type', type)}${more}/>`;
}
