import { createHash } from 'node:crypto';
import type { Obfuscation } from '../publication/publication.ts';
import { ADOBE_OBFUSCATION, IDPF_OBFUSCATION } from './encryption.ts';
import type { PackageDocument } from './package-document.ts';

/**
 * How fonts of a book are scrambled by an algorithm (EPUB 3.3, 4.4: the SHA-1 of the unique identifier over 1,040 bytes;
 * Adobe's: its UUID over 1,024); null if the book lacks the identifier that makes the key.
 */
export function obfuscationBy(algorithm: string, document: PackageDocument): Obfuscation | null {
  const identifiers = document.metadata.filter(({ name }) => name === 'identifier');
  const unique = identifiers.find(({ attributes }) => attributes.get('id') === document.uniqueIdentifierId);
  if (algorithm === IDPF_OBFUSCATION) {
    const text = (unique ?? identifiers[0])?.text.replaceAll(/[ \t\r\n]/g, '') ?? '';
    if (text === '') return null;
    return { bytes: 1040, key: new Uint8Array(createHash('sha1').update(text).digest()) };
  }
  if (algorithm !== ADOBE_OBFUSCATION) return null;
  for (const { text } of [...(unique === undefined ? [] : [unique]), ...identifiers]) {
    const digits = /^(?:urn:uuid:)?([0-9a-f-]{36})$/i.exec(text.trim())?.[1]?.replaceAll('-', '') ?? '';
    if (digits.length === 32) return { bytes: 1024, key: new Uint8Array(Buffer.from(digits, 'hex')) };
  }
  return null;
}
