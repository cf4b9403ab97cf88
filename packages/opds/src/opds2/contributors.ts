import { mediaTypes } from '../media-types.ts';
import type { Creator, Party } from '../model.ts';
import { plainText } from '../plain-text.ts';

/** The keys of Readium metadata for MARC relator codes; all others are contributors with a role. */
const keys: ReadonlyMap<string, string> = new Map([
  ['aut', 'author'],
  ['trl', 'translator'],
  ['edt', 'editor'],
  ['art', 'artist'],
  ['ill', 'illustrator'],
  ['clr', 'colorist'],
  ['ink', 'inker'],
  ['ltr', 'letterer'],
  ['nrt', 'narrator'],
  ['pnc', 'penciler'],
]);

type Contributor = Readonly<Record<string, unknown>>;

/** Creators under the keys of Readium metadata, in their order. */
export function contributors(creators: readonly Creator[]): Readonly<Record<string, readonly Contributor[]>> {
  const byKey: Record<string, Contributor[]> = {};
  for (const creator of creators) {
    const { role = 'aut' } = creator;
    const key = keys.get(role);
    const entry = key === undefined ? { ...party(creator), role: plainText(role) } : party(creator);
    (byKey[key ?? 'contributor'] ??= []).push(entry);
  }
  return byKey;
}

/** A person or firm as a Readium contributor. */
export function party({ name, sortAs, href }: Party): Contributor {
  return {
    name: plainText(name),
    sortAs: sortAs ? plainText(sortAs) : undefined,
    links: feedLinks(href),
  };
}

/** A list with a link to a feed, or undefined, which JSON leaves out. */
export function feedLinks(href: string | null | undefined): Contributor['links'] {
  return href === null || href === undefined ? undefined : [{ href, type: mediaTypes.opds2Feed }];
}
