import type { EpubBook } from './epub.ts';
import { escapeXml } from './escape-xml.ts';

/** The package document (OPF) of a book: metadata, manifest and reading order. */
export function packageDocument(book: EpubBook): string {
  const metadata = [
    ...commonMetadata(book),
    ...(book.version === 3 ? epub3Metadata(book) : epub2Metadata(book)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="${book.version}.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
${metadata.join('\n')}
</metadata>
<manifest>
${manifest(book).join('\n')}
</manifest>
<spine toc="ncx">
${spine(book).join('\n')}
</spine>
</package>
`;
}

function commonMetadata(book: EpubBook): string[] {
  return [
    `<dc:identifier id="id">${escapeXml(book.identifier)}</dc:identifier>`,
    `<dc:title>${escapeXml(book.title)}</dc:title>`,
    `<dc:language>${book.language}</dc:language>`,
    `<dc:date>${book.date}</dc:date>`,
    ...optional('dc:publisher', book.publisher),
    ...optional('dc:description', book.description),
    ...(book.subjects ?? []).map((subject) => `<dc:subject>${escapeXml(subject)}</dc:subject>`),
    ...(book.cover === undefined ? [] : ['<meta name="cover" content="cover-image"/>']),
  ];
}

function epub3Metadata(book: EpubBook): string[] {
  const { series } = book;
  return [
    `<dc:creator id="creator">${escapeXml(book.author)}</dc:creator>`,
    '<meta refines="#creator" property="role" scheme="marc:relators">aut</meta>',
    '<meta property="dcterms:modified">2024-01-01T00:00:00Z</meta>',
    ...optional('dc:identifier', book.isbn === undefined ? undefined : `urn:isbn:${book.isbn}`),
    ...(series === undefined
      ? []
      : [
          `<meta property="belongs-to-collection" id="series">${escapeXml(series.name)}</meta>`,
          '<meta refines="#series" property="collection-type">series</meta>',
          `<meta refines="#series" property="group-position">${series.number}</meta>`,
        ]),
  ];
}

function epub2Metadata(book: EpubBook): string[] {
  const { series, isbn } = book;
  return [
    `<dc:creator opf:role="aut">${escapeXml(book.author)}</dc:creator>`,
    ...(isbn === undefined ? [] : [`<dc:identifier opf:scheme="ISBN">${isbn}</dc:identifier>`]),
    ...(series === undefined
      ? []
      : [
          `<meta name="calibre:series" content="${escapeXml(series.name)}"/>`,
          `<meta name="calibre:series_index" content="${series.number}"/>`,
        ]),
  ];
}

function manifest(book: EpubBook): string[] {
  const isModern = book.version === 3;
  const nav = `<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>`;
  const coverProperty = isModern ? ' properties="cover-image"' : '';
  const cover = [
    `<item id="cover-image" href="cover.png" media-type="image/png"${coverProperty}/>`,
    '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>',
  ];
  return [
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    '<item id="style" href="style.css" media-type="text/css"/>',
    ...(isModern ? [nav] : []),
    ...(book.cover === undefined ? [] : cover),
    ...book.chapters.map(
      (_, index) =>
        `<item id="chapter-${index + 1}" href="chapter-${index + 1}.xhtml" media-type="application/xhtml+xml"/>`,
    ),
  ];
}

function spine(book: EpubBook): string[] {
  const cover = book.cover === undefined ? [] : ['<itemref idref="cover" linear="no"/>'];
  return [...cover, ...book.chapters.map((_, index) => `<itemref idref="chapter-${index + 1}"/>`)];
}

function optional(element: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`<${element}>${escapeXml(text)}</${element}>`];
}
