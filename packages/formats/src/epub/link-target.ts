import type { OutlineTarget } from '../publication/outline.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { resolveHref } from './href.ts';

/** The file of the archive, and the place in it, that a link in the document `base` leads to; undefined if there is none. */
export function linkTarget(archive: ZipArchive, base: string, href: string): OutlineTarget | undefined {
  const written = href.trim();
  const hash = written.indexOf('#');
  const path = hash === 0 ? base : resolveHref(base, written);
  const entry = path === undefined ? undefined : archive.find(path);
  if (entry === undefined) return undefined;
  const fragment = hash === -1 ? '' : written.slice(hash + 1);
  return { path: entry.name, fragment: fragment === '' ? null : fragment };
}
