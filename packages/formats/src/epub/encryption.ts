import type { ResourceEncryption } from '../publication/publication.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { descendantsOf } from '../xml/xml-element.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { resolveHref } from './href.ts';

export const IDPF_OBFUSCATION = 'http://www.idpf.org/2008/embedding';
export const ADOBE_OBFUSCATION = 'http://ns.adobe.com/pdf/enc#RC';
/** Scrambled fonts are readable by everybody who reads the specification; they protect nothing else. */
const FONT_OBFUSCATION: ReadonlySet<string> = new Set([IDPF_OBFUSCATION, ADOBE_OBFUSCATION]);
const LCP_LICENCE = 'META-INF/license.lcpl';
const DEFLATED = '8';

/** What an EPUB's `encryption.xml` says about its resources, by archive path. */
export interface EpubEncryption {
  readonly encrypted: ReadonlyMap<string, ResourceEncryption>;
  /** Algorithm of each scrambled font. */
  readonly obfuscated: ReadonlyMap<string, string>;
}

/** Throws a problem if there is an `encryption.xml` that cannot be read. */
export function encryptionOf(archive: ZipArchive, maxBytes: number): EpubEncryption {
  const encrypted = new Map<string, ResourceEncryption>();
  const obfuscated = new Map<string, string>();
  const entry = archive.find('META-INF/encryption.xml');
  if (entry === undefined) return { encrypted, obfuscated };
  const scheme = archive.find(LCP_LICENCE) === undefined ? null : 'http://readium.org/2014/01/lcp';
  for (const data of descendantsOf(parseXml(archive.read(entry, maxBytes)), 'EncryptedData')) {
    const algorithm = firstOf(data, 'EncryptionMethod')?.attributes.get('Algorithm') ?? '';
    for (const reference of descendantsOf(data, 'CipherReference')) {
      const path = resolveHref('', reference.attributes.get('URI') ?? '');
      if (path === undefined) continue;
      if (FONT_OBFUSCATION.has(algorithm)) obfuscated.set(path, algorithm);
      else encrypted.set(path, { algorithm, scheme, ...compressionOf(data) });
    }
  }
  return { encrypted, obfuscated };
}

/** Archive paths of what is encrypted, scrambled fonts aside. */
export function encryptedPaths(archive: ZipArchive, maxBytes: number): ReadonlySet<string> {
  return new Set(encryptionOf(archive, maxBytes).encrypted.keys());
}

function compressionOf(data: XmlElement): Pick<ResourceEncryption, 'isDeflated' | 'originalBytes'> {
  const compression = firstOf(data, 'Compression')?.attributes;
  const length = Number(compression?.get('OriginalLength') ?? Number.NaN);
  return {
    isDeflated: compression?.get('Method') === DEFLATED,
    originalBytes: Number.isSafeInteger(length) && length >= 0 ? length : null,
  };
}

function firstOf(element: XmlElement, name: string): XmlElement | undefined {
  for (const found of descendantsOf(element, name)) return found;
  return undefined;
}
