import type { AuthorDetails } from '../metadata/author-details.ts';
import { shortTextAt, textAt, textsAt, valueAt, webAddressAt } from './json-fields.ts';
import type { AuthorPages } from './provider.ts';

const WIKIPEDIA = /^https?:\/\/(?:[\w-]+\.)*wikipedia\.org\//;

/** Authors of Open Library, https://openlibrary.org/dev/docs/api/authors */
export const openLibraryAuthors: AuthorPages = {
  url: (key) => new URL(`https://openlibrary.org/authors/${encodeURIComponent(key)}.json`),
  movedTo: (answer) =>
    textAt(answer, 'type', 'key') === '/type/redirect' ? authorKey(textAt(answer, 'location')) : null,
  parse: (answer) => (textAt(answer, 'type', 'key') === '/type/author' ? detailsOf(answer) : null),
};

/** The key in the address of an author. */
export function authorKey(address: string | null): string | null {
  return /\/authors\/(OL\d{1,12}A)(?![^/])/.exec(address ?? '')?.[1] ?? null;
}

function detailsOf(author: unknown): AuthorDetails {
  const links = linksOf(author);
  return {
    names: namesOf(author),
    biography: textAt(author, 'bio') ?? textAt(author, 'bio', 'value'),
    birthDate: shortTextAt(author, 'birth_date'),
    deathDate: shortTextAt(author, 'death_date'),
    imageUrl: photoOf(author),
    website: links.find(({ title }) => /\b(?:official|website|home ?page)\b/i.test(title))?.url ?? null,
    wikipediaUrl:
      [webAddressAt(author, 'wikipedia'), ...links.map(({ url }) => url)].find(
        (url) => url !== null && WIKIPEDIA.test(url),
      ) ?? null,
    goodreadsUrl: goodreadsOf(author),
  };
}

function namesOf(author: unknown): string[] {
  const names = [shortTextAt(author, 'name'), shortTextAt(author, 'personal_name')];
  const others = textsAt(author, 'alternate_names').filter(({ length }) => length <= 100);
  return [...new Set([...names.filter((name) => name !== null), ...others])];
}

function linksOf(author: unknown): { title: string; url: string }[] {
  const links = valueAt(author, 'links');
  return (Array.isArray(links) ? links.slice(0, 50) : []).flatMap((link: unknown) => {
    const url = webAddressAt(link, 'url');
    return url === null ? [] : [{ title: textAt(link, 'title') ?? '', url }];
  });
}

/** The first photo; where there are none any more, the list has a number below 1. */
function photoOf(author: unknown): string | null {
  const photos = valueAt(author, 'photos');
  const id: unknown = Array.isArray(photos) ? photos.find((photo) => Number(photo) > 0) : undefined;
  return Number.isSafeInteger(id) ? `https://covers.openlibrary.org/a/id/${String(id)}-L.jpg` : null;
}

function goodreadsOf(author: unknown): string | null {
  const id = textAt(author, 'remote_ids', 'goodreads') ?? '';
  return /^\d{1,12}$/.test(id) ? `https://www.goodreads.com/author/show/${id}` : null;
}
