import { bytesSource, readBook, type BookFacts, type ReadBookOptions } from '../src/index.ts';
import type { BookFormat } from '../src/book-format.ts';
import type { ZipFile } from './zip-writer.ts';
import { zipOf } from './zip-writer.ts';

/** Header of a PNG of this size; enough for everything that does not draw it. */
export function pngOf(width: number, height: number, sizeBytes = 64): Uint8Array {
  const png = Buffer.alloc(sizeBytes);
  png.write('\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR', 'latin1');
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

export interface EpubParts {
  readonly metadata?: string;
  readonly manifest?: string;
  readonly spine?: string;
  readonly guide?: string;
  readonly files?: readonly ZipFile[];
}

/** The files of a small EPUB; its package document lies at OPS/package.opf. */
export function epubFiles(parts: EpubParts): ZipFile[] {
  return [
    { name: 'mimetype', data: 'application/epub+zip', isStored: true },
    { name: 'META-INF/container.xml', data: containerOf('OPS/package.opf') },
    { name: 'OPS/package.opf', data: packageOf(parts) },
    ...(parts.files ?? []),
  ];
}

export function containerOf(path: string): string {
  return `<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
    <rootfile full-path="${path}" media-type="application/oebps-package+xml"/></rootfiles></container>`;
}

export function packageOf({ metadata = '', manifest = '', spine = '', guide = '' }: EpubParts): string {
  return `<?xml version="1.0" encoding="utf-8"?>
    <package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" version="3.0">
    <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata>
    <manifest>${manifest}</manifest><spine>${spine}</spine><guide>${guide}</guide></package>`;
}

export function epubOf(parts: EpubParts): Uint8Array {
  return zipOf(epubFiles(parts));
}

/** Reads a book in memory. */
export async function factsOf(
  data: Uint8Array,
  format: BookFormat,
  options: ReadBookOptions = {},
): Promise<BookFacts> {
  return readBook(bytesSource(data), { ...options, format });
}

/** Reads an EPUB made of these parts. */
export async function epubFacts(parts: EpubParts, options: ReadBookOptions = {}): Promise<BookFacts> {
  return factsOf(epubOf(parts), 'epub', options);
}
