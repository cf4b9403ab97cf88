import { crc32, deflateSync } from 'node:zlib';
import { zipOf } from './zip.ts';

export interface EpubMetadata {
  readonly title?: string;
  readonly creator?: string;
  readonly language?: string;
  /** An ISBN. */
  readonly identifier?: string;
  readonly subjects?: readonly string[];
  readonly description?: string;
  readonly rights?: string;
  readonly cover?: Uint8Array;
  /** Makes files with equal metadata different. */
  readonly text?: string;
}

export function epubOf(metadata: EpubMetadata = {}): Buffer {
  const { title, creator, language, identifier, subjects = [], description, cover, text = 'Text' } = metadata;
  const elements = [
    element('title', title),
    element('creator', creator),
    element('language', language),
    element('identifier', identifier),
    element('description', description),
    element('rights', metadata.rights),
    ...subjects.map((subject) => element('subject', subject)),
  ].join('');
  const coverItem =
    cover === undefined ? '' : '<item id="c" href="c.png" media-type="image/png" properties="cover-image"/>';
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'b.opf': `<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${elements}</metadata><manifest>${coverItem}<item id="t" href="t.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="t"/></spine></package>`,
    't.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml"><body>${text}</body></html>`,
    ...(cover === undefined ? {} : { 'c.png': cover }),
  });
}

function element(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<dc:${name}>${value}</dc:${name}>`;
}

/** A comic of some one-pixel pages, each of another shade. */
export function cbzOf(pages: number, comicInfo?: string): Buffer {
  const images = Array.from({ length: pages }, (_, index) => [`${index + 1}.png`, pngOf(index)] as const);
  const info = comicInfo === undefined ? {} : { 'ComicInfo.xml': `<ComicInfo>${comicInfo}</ComicInfo>` };
  return zipOf({ ...Object.fromEntries(images), ...info });
}

/** A grey PNG of one pixel. */
export function pngOf(shade: number): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const pixel = deflateSync(Buffer.from([0, shade % 256]));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixel),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PDF of empty pages that says nothing about itself. */
export function pdfOf(pages: number): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(' ');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages}>>`,
    ...Array.from({ length: pages }, () => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>'),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${text}${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`,
  );
}
