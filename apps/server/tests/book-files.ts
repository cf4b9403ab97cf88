import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/** A PNG of one colour. */
export function pngOf({ width = 400, height = 600, shade = 0 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: shade, g: 90, b: 120 } } })
    .png()
    .toBuffer();
}

/** A comic whose pages come in another order than they are read in, with what archive tools leave behind. */
export async function comicOf(pages: number): Promise<Buffer> {
  const images: Record<string, string | Buffer> = {
    '__MACOSX/._1.png': 'not a page',
    '.hidden.png': 'nor this',
  };
  for (let page = pages; page > 0; page -= 1) images[`p${page}.png`] = await pngOf({ shade: page * 10 });
  return zipOf(images);
}

/** The smallest EPUB that says who wrote what. */
export function epubOf({ title, creator }: { readonly title: string; readonly creator: string }): Buffer {
  const metadata = `<dc:title>${title}</dc:title><dc:creator>${creator}</dc:creator><dc:language>en</dc:language>`;
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'b.opf': `<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest><item id="t" href="t.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="t"/></spine></package>`,
    't.xhtml': '<html xmlns="http://www.w3.org/1999/xhtml"><body>Text</body></html>',
  });
}

/** A ZIP archive with these entries, stored without compression. */
export function zipOf(entries: Readonly<Record<string, string | Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(entries)) {
    const [name, data] = [Buffer.from(path), Buffer.from(content)];
    // Version, flags (UTF-8 names), method, time, CRC, both sizes, lengths of name and extra field.
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([word(0x04034b50), fields, name, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([word(0x02014b50), Buffer.from([20, 0]), fields, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, index, word(0x06054b50), end]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
