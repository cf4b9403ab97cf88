/** Bytes of an XML document as text: by byte order mark or first bytes UTF-16, by its declaration Latin-1, else UTF-8. */
export function decodeXmlBytes(data: Uint8Array): string {
  return new TextDecoder(encodingOf(data)).decode(data);
}

function encodingOf(data: Uint8Array): string {
  const [first, second] = data;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  const head = Buffer.from(data.buffer, data.byteOffset, Math.min(200, data.byteLength)).toString('latin1');
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(head)?.[1];
  return declared !== undefined && isSingleByte(declared) ? 'windows-1252' : 'utf-8';
}

function isSingleByte(encoding: string): boolean {
  return /^(?:iso-8859-1|iso-8859-15|latin-?1|windows-1252|us-ascii)$/i.test(encoding);
}
