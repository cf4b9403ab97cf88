import { escapeXml } from './escape-xml.ts';
import { packageDocument } from './epub-package.ts';
import { type PackedEntry, packEntry, writeZip } from './zip.ts';

export interface EpubSeries {
  readonly name: string;
  readonly number: number;
}

export interface EpubChapter {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export interface EpubBook {
  readonly version: 2 | 3;
  /** `urn:…`; unique and stable. */
  readonly identifier: string;
  readonly title: string;
  readonly author: string;
  /** BCP 47. */
  readonly language: string;
  /** `YYYY` or `YYYY-MM-DD`. */
  readonly date: string;
  readonly publisher?: string;
  readonly description?: string;
  readonly subjects?: readonly string[];
  /** Digits only. */
  readonly isbn?: string;
  readonly series?: EpubSeries;
  /** PNG bytes. */
  readonly cover?: Uint8Array;
  readonly chapters: readonly EpubChapter[];
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
`;

const style = `body { margin: 5%; line-height: 1.5; font-family: serif; }
h1 { font-size: 1.4em; text-align: center; margin: 2em 0 1.5em; }
p { margin: 0; text-indent: 1.5em; text-align: justify; }
h1 + p { text-indent: 0; }
.cover { margin: 0; text-align: center; }
.cover img { max-width: 100%; max-height: 100%; }
`;

/** The bytes of an EPUB 2 or 3, with navigation for readers of either version. */
export function writeEpub(book: EpubBook): Buffer {
  return writeZip([
    ...epubFrame(book),
    ...book.chapters.map((chapter, index) => packChapter(book, chapter, index)),
  ]);
}

/** All entries but the chapters: what differs between books that share their text. */
export function epubFrame(book: EpubBook): PackedEntry[] {
  const entries = [
    // First and not compressed, so that the type can be read at a fixed place of the file.
    packEntry('mimetype', 'application/epub+zip', { isStored: true }),
    packEntry('META-INF/container.xml', container),
    packEntry('EPUB/package.opf', packageDocument(book)),
    packEntry('EPUB/toc.ncx', ncx(book)),
    packEntry('EPUB/style.css', style),
  ];
  if (book.version === 3) entries.push(packEntry('EPUB/nav.xhtml', navigation(book)));
  if (book.cover === undefined) return entries;
  const image = `<p class="cover"><img src="cover.png" alt="Cover"/></p>`;
  return [
    ...entries,
    packEntry('EPUB/cover.xhtml', page(book, 'Cover', image)),
    packEntry('EPUB/cover.png', book.cover, { isStored: true }),
  ];
}

/** One chapter, compressed; `index` from 0 gives its name. */
export function packChapter(
  book: Pick<EpubBook, 'version' | 'language'>,
  chapter: EpubChapter,
  index: number,
): PackedEntry {
  const lines = chapter.paragraphs.map((text) => `<p>${escapeXml(text).replaceAll('\n', '<br/>')}</p>`);
  const body = [`<h1>${escapeXml(chapter.title)}</h1>`, ...lines].join('\n');
  return packEntry(`EPUB/chapter-${index + 1}.xhtml`, page(book, chapter.title, body));
}

function page(book: Pick<EpubBook, 'version' | 'language'>, title: string, body: string): string {
  const language = book.version === 3 ? ` lang="${book.language}"` : '';
  const doctype =
    book.version === 3
      ? '<!DOCTYPE html>'
      : '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">';
  return `<?xml version="1.0" encoding="UTF-8"?>
${doctype}
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="${book.language}"${language}>
<head><title>${escapeXml(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
${body}
</body>
</html>
`;
}

function navigation(book: EpubBook): string {
  const items = book.chapters.map(
    ({ title }, index) => `<li><a href="chapter-${index + 1}.xhtml">${escapeXml(title)}</a></li>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="${book.language}" lang="${book.language}">
<head><title>${escapeXml(book.title)}</title></head>
<body><nav epub:type="toc"><ol>
${items.join('\n')}
</ol></nav></body>
</html>
`;
}

function ncx(book: EpubBook): string {
  const points = book.chapters.map(
    ({ title }, index) =>
      `<navPoint id="point-${index + 1}" playOrder="${index + 1}"><navLabel><text>${escapeXml(title)}</text></navLabel><content src="chapter-${index + 1}.xhtml"/></navPoint>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="${escapeXml(book.identifier)}"/><meta name="dtb:depth" content="1"/><meta name="dtb:totalPageCount" content="0"/><meta name="dtb:maxPageNumber" content="0"/></head>
<docTitle><text>${escapeXml(book.title)}</text></docTitle>
<navMap>
${points.join('\n')}
</navMap>
</ncx>
`;
}
