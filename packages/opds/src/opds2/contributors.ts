import { mediaTypes } from '../media-types.ts';
import type { Creator, Party } from '../model.ts';
import { plainText } from '../plain-text.ts';

/** The keys of Readium metadata for MARC relator codes; all others are contributors with a role. */
const keys: Readonly<Record<string, string>> = {
  aut: 'author',
  trl: 'translator',
  edt: 'editor',
  art: 'artist',
  ill: 'illustrator',
  clr: 'colorist',
  nrt: 'narrator',
};

type Contributor = Readonly<Record<string, unknown>>;

/** Creators under the keys of Readium metadata, in their order. */
export function contributors(creators: readonly Creator[]): Readonly<Record<string, readonly Contributor[]>> {
  const byKey: Record<string, Contributor[]> = {};
  for (const creator of creators) {
    const { role = 'aut' } = creator;
    const key = keys[role] ?? 'contributor';
    const entry = key === 'contributor' ? { ...party(creator), role } : party(creator);
    (byKey[key] ??= []).push(entry);
  }
  return byKey;
}

/** A person or firm as a Readium contributor. */
export function party({ name, sortAs, href }: Party): Contributor {
  return {
    name: plainText(name),
    ...(sortAs ? { sortAs: plainText(sortAs) } : undefined),
    ...(href ? { links: [{ href, type: mediaTypes.opds2Feed }] } : undefined),
  };
}
