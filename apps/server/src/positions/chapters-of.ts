import type { Chapter } from '@dust/progress';
import type { OpenPublication } from '../publications/open-publication.ts';

const known = new WeakMap<OpenPublication, readonly Chapter[]>();

/** The reading order of a publication, each chapter as long as it has positions. */
export function chaptersOf(publication: OpenPublication): readonly Chapter[] {
  const found = known.get(publication);
  if (found !== undefined) return found;
  const list: unknown = JSON.parse(publication.positions.body.toString());
  const chapters = new Map<string, Chapter>();
  for (const position of arrayOf(memberOf(list, 'positions'))) {
    const [href, type] = [memberOf(position, 'href'), memberOf(position, 'type')];
    if (typeof href !== 'string' || typeof type !== 'string') continue;
    const length = (chapters.get(href)?.length ?? 0) + 1;
    const spineIndex = publication.spine.get(href) ?? chapters.get(href)?.spineIndex ?? chapters.size;
    chapters.set(href, { href, reference: href.replace(/^resources\//, ''), type, length, spineIndex });
  }
  const made = [...chapters.values()];
  known.set(publication, made);
  return made;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
