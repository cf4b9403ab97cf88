import type { BookIdentifier } from './book-facts.ts';
import { normalizeIsbn } from './isbn.ts';

const MOST = 20;
const MAX_LETTERS = 300;

const START = /^(?:urn:[a-z\d][a-z\d-]{0,31}:|https?:\/\/[a-z\d][\w.-]*(?::\d{1,5})?(?![^/?#])|info:|tag:)/i;
const URI = /^(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})+(?:#(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*)?$/i;
const UUID = /^\{?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\}?$/i;
const DOI = /^10\.\d{4,9}\/\S+$/;
const ASIN = /^[a-z\d]{10}$/i;
const ISSN = /^(\d{4})-?(\d{3}[\dx])$/i;

/**
 * The identifiers of a book as URIs, in order and each once, at most 20: `urn:uuid:…`, `https://doi.org/10.…`,
 * `urn:asin:…`, `urn:issn:…`, and what is a URI as it stands. ISBNs are left out, as facts of their own, and so is what
 * names no known scheme, since nobody could tell what it identifies.
 */
export function identifierUris(identifiers: readonly BookIdentifier[]): string[] {
  const uris = new Set<string>();
  for (const identifier of identifiers) {
    const uri = uriOf(identifier);
    if (uri !== null && uri.length <= MAX_LETTERS) uris.add(uri);
    if (uris.size === MOST) break;
  }
  return [...uris];
}

function uriOf({ scheme, value }: BookIdentifier): string | null {
  if (value.length > MAX_LETTERS || normalizeIsbn(value) !== null) return null;
  const [, prefix, rest = ''] = /^(?:urn:)?(uuid|doi|asin|issn|isbn):\s*(.*)$/i.exec(value) ?? [];
  if (prefix !== undefined) return uriOfScheme(prefix, rest);
  if (START.test(value)) return isUri(value) ? uriAsWritten(value) : null;
  return UUID.test(value) ? uriOfScheme('uuid', value) : uriOfScheme(scheme ?? '', value);
}

function isUri(value: string): boolean {
  return URI.test(value) && !value.endsWith(':');
}

function uriOfScheme(scheme: string, value: string): string | null {
  switch (scheme.toLowerCase()) {
    case 'uuid':
      return written('urn:uuid:', UUID.exec(value)?.[1]?.toLowerCase());
    case 'doi':
      return DOI.test(value)
        ? `https://doi.org/${encodeURI(value.toWellFormed()).replaceAll('#', '%23')}`
        : null;
    case 'asin':
    case 'mobi-asin':
    case 'amazon':
      return written('urn:asin:', ASIN.exec(value)?.[0].toUpperCase());
    case 'issn': {
      const [, first, last] = ISSN.exec(value) ?? [];
      return first === undefined || last === undefined ? null : `urn:issn:${first}-${last.toUpperCase()}`;
    }
    default:
      return null;
  }
}

function written(start: string, rest: string | undefined): string | null {
  return rest === undefined ? null : start + rest;
}

/** The parts of a URI in which case means nothing are small, so that one name is written in one way. */
function uriAsWritten(value: string): string {
  return value.replace(/^(?:urn:[^:]+|[a-z]+):/i, (start) => start.toLowerCase());
}
