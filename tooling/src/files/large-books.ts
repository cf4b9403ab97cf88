import { crc32 } from 'node:zlib';
import { SparseFile } from './sparse-file.ts';

/** A book of which one page is real and all others are gaps: large in figures, and made in a moment. */
export interface LargeBook {
  readonly path: string;
  readonly pages: number;
  /** Of each page that is a gap. */
  readonly pageBytes: number;
  /** Number of the real page, from 1. */
  readonly realPage: number;
  /** Its image; not needed for a PDF, whose real page shows a red rectangle. */
  readonly image: Uint8Array;
}

/** Writes a comic as a ZIP archive whose pages are stored as they are. */
export function writeLargeCbz(book: LargeBook): void {
  using file = new SparseFile(book.path);
  const gapCrc = crc32(Buffer.alloc(book.pageBytes));
  const directory: Buffer[] = [];
  for (const { name, image } of pagesOf(book)) {
    const size = image?.byteLength ?? book.pageBytes;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(image === undefined ? gapCrc : crc32(image), 10);
    fields.writeUInt32LE(size, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(file.length, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), fields, rest, Buffer.from(name)]));
    file.write(Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name)]));
    writePage(file, image, size);
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(file.length, 12);
  file.write(Buffer.concat([...directory, Buffer.from('PK\u0005\u0006'), end]));
}

/** Writes a comic as a RAR 5 archive whose pages are stored as they are; in a solid one each depends on those before. */
export function writeLargeCbr(book: LargeBook & { readonly isSolid: boolean }): void {
  using file = new SparseFile(book.path);
  const gapCrc = crc32(Buffer.alloc(book.pageBytes));
  file.write('Rar!\u001a\u0007\u0001\u0000');
  file.write(rarBlock([1, 0, book.isSolid ? 4 : 0]));
  for (const { name, image, number } of pagesOf(book)) {
    const size = image?.byteLength ?? book.pageBytes;
    const compression = book.isSolid && number > 1 ? 0x40 : 0;
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(image === undefined ? gapCrc : crc32(image));
    // Type, flags (data follows), size of the data, flags of the file (a CRC is given), size, attributes …
    const head = [2, 2, ...variable(size), 4, ...variable(size), 0, ...crc];
    // … method and dictionary, system, name.
    file.write(rarBlock([...head, ...variable(compression), 1, name.length, ...Buffer.from(name)]));
    writePage(file, image, size);
  }
  file.write(rarBlock([5, 0, 0]));
}

/** Writes a PDF each page of which shows a grey picture of its own. `pageBytes` is rounded down to whole rows of 1,000. */
export function writeLargePdf({ path, pages, pageBytes, realPage }: Omit<LargeBook, 'image'>): void {
  using file = new SparseFile(path);
  const offsets: number[] = [];
  const begin = (number: number): void => {
    offsets[number] = file.length;
    file.write(`${number} 0 obj\n`);
  };
  const object = (number: number, body: string): void => {
    begin(number);
    file.write(`${body}\nendobj\n`);
  };
  const rows = Math.floor(pageBytes / 1000);
  file.write('%PDF-1.4\n');
  object(1, '<</Type /Catalog /Pages 2 0 R>>');
  const kids = Array.from({ length: pages }, (_, index) => `${3 + index * 3} 0 R`);
  object(2, `<</Type /Pages /Count ${pages} /Kids [${kids.join(' ')}]>>`);
  for (let page = 1; page <= pages; page += 1) {
    const first = page * 3;
    const resources = `/Resources <</XObject <</Im ${first + 2} 0 R>>>>`;
    object(
      first,
      `<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] ${resources} /Contents ${first + 1} 0 R>>`,
    );
    const drawing = `q 200 0 0 300 0 0 cm /Im Do Q${page === realPage ? ' 1 0 0 rg 200 300 200 300 re f' : ''}`;
    object(first + 1, `<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream`);
    begin(first + 2);
    const type = '/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8';
    file.write(`<<${type} /Width 1000 /Height ${rows} /Length ${rows * 1000}>>\nstream\n`);
    file.skip(rows * 1000);
    file.write('\nendstream\nendobj\n');
  }
  const start = file.length;
  const rest = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  file.write(`xref\n0 ${offsets.length}\n0000000000 65535 f \n${rest.join('')}`);
  file.write(`trailer\n<</Size ${offsets.length} /Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
}

interface PageOfBook {
  readonly number: number;
  readonly name: string;
  /** Undefined: a gap. */
  readonly image: Uint8Array | undefined;
}

function* pagesOf({ pages, realPage, image }: LargeBook): Generator<PageOfBook> {
  for (let number = 1; number <= pages; number += 1) {
    const name = `p${String(number).padStart(4, '0')}.png`;
    yield { number, name, image: number === realPage ? image : undefined };
  }
}

function writePage(file: SparseFile, image: Uint8Array | undefined, size: number): void {
  if (image === undefined) file.skip(size);
  else file.write(image);
}

/** A header of RAR 5: its CRC and length, then its fields. */
function rarBlock(fields: readonly number[]): Buffer {
  const body = Buffer.from([...variable(fields.length), ...fields]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(crc32(body));
  return Buffer.concat([crc, body]);
}

/** A number in groups of seven bits, the lowest first. */
function variable(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}
