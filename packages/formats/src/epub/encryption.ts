import { parseXml } from '../xml/parse-xml.ts';
import { descendantsOf } from '../xml/xml-element.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { resolveHref } from './href.ts';

/** Scrambled fonts are readable by everybody who reads the specification; they protect nothing else. */
const FONT_OBFUSCATION: ReadonlySet<string> = new Set([
  'http://www.idpf.org/2008/embedding',
  'http://ns.adobe.com/pdf/enc#RC',
]);

/** Archive paths of what is encrypted, scrambled fonts aside. */
export function encryptedPaths(archive: ZipArchive, maxBytes: number): ReadonlySet<string> {
  const paths = new Set<string>();
  const entry = archive.find('META-INF/encryption.xml');
  if (entry === undefined) return paths;
  for (const data of descendantsOf(parseXml(archive.read(entry, maxBytes)), 'EncryptedData')) {
    const method = [...descendantsOf(data, 'EncryptionMethod')][0]?.attributes.get('Algorithm');
    if (method !== undefined && FONT_OBFUSCATION.has(method)) continue;
    for (const reference of descendantsOf(data, 'CipherReference')) {
      const path = resolveHref('', reference.attributes.get('URI') ?? '');
      if (path !== undefined) paths.add(path);
    }
  }
  return paths;
}
