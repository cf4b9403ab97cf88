import { plainText } from '../plain-text.ts';
import type { ItemEncryption, ManifestEntry, ManifestItem, ManifestPage } from './model.ts';

type Json = Readonly<Record<string, unknown>>;

/** An item of a publication as a Readium link object; what is undefined is left out by JSON. */
export function itemLink(item: ManifestItem | ManifestPage): Json {
  return 'sizeBytes' in item ? resourceLink(item) : pageLink(item);
}

function resourceLink(item: ManifestItem): Json {
  return {
    href: item.href,
    type: item.mediaType,
    rel: item.isCover ? 'cover' : item.isContents ? 'contents' : undefined,
    size: item.sizeBytes > 0 ? item.sizeBytes : undefined,
    properties: propertiesOf(item),
  };
}

function pageLink({ href, mediaType, width, height, isCover }: ManifestPage): Json {
  return {
    href,
    type: mediaType,
    rel: isCover ? 'cover' : undefined,
    width: width ?? undefined,
    height: height ?? undefined,
  };
}

function propertiesOf({ layout, page, contains, encryption }: ManifestItem): Json | undefined {
  if (layout === null && page === null && contains.length === 0 && encryption === null) return undefined;
  return {
    layout: layout ?? undefined,
    page: page ?? undefined,
    contains: contains.length > 0 ? contains : undefined,
    encrypted: encryption === null ? undefined : encrypted(encryption),
  };
}

function encrypted({ algorithm, scheme, isDeflated, originalBytes }: ItemEncryption): Json {
  return {
    algorithm,
    scheme: scheme ?? undefined,
    compression: isDeflated ? 'deflate' : undefined,
    originalLength: originalBytes ?? undefined,
  };
}

/** An entry of a list that leads into the text. */
export function entryLink({ href, title, children }: ManifestEntry): Json {
  return {
    href,
    title: plainText(title),
    children: children.length > 0 ? children.map(entryLink) : undefined,
  };
}
