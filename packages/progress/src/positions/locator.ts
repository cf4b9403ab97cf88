import type { Chapter } from './chapters.ts';

/**
 * The JSON value of a `locator` position: members of an OPDS Progression document (drafts.opds.io/opds-progression-1.0) without
 * device and time, and the Readium locator (readium.org/architecture/models/locators) where there is one.
 */
export interface LocatorValue {
  readonly title?: string | undefined;
  /** 0–1. */
  readonly progression: number;
  /** URI references into the publication: `chapter1.html#par36`, `#page=17`. */
  readonly references?: readonly string[] | undefined;
  readonly locator?: object | undefined;
}

/** The resource that the value of a `locator` position names first, without fragment; undefined where it names none. */
export function hrefOf(value: string): string | undefined {
  const document = parse(value);
  const references = memberOf(document, 'references');
  const hrefs: unknown[] = [
    memberOf(memberOf(document, 'locator'), 'href'),
    ...(Array.isArray(references) ? references : []),
  ];
  return hrefs
    .filter((href) => typeof href === 'string')
    .map((href) => href.replace(/[#?].*$/s, ''))
    .find((href) => href !== '');
}

/** Whether two names are of one resource: in a manifest they are longer by a folder than in the package. */
export function isSameResource(left: string, right: string): boolean {
  const [one, other] = [withoutRoot(left), withoutRoot(right)];
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
}

/** The value of a place in a chapter. */
export function chapterValue(chapter: Chapter, progression: number, percentage: number): LocatorValue {
  const locations = { progression, totalProgression: percentage / 100 };
  return {
    progression: percentage / 100,
    references: [chapter.reference],
    locator: { href: chapter.href, type: chapter.type, locations },
  };
}

function withoutRoot(href: string): string {
  return href.replace(/^(?:\.?\/)+/, '');
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
