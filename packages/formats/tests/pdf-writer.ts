import { deflateSync } from 'node:zlib';

export interface PdfParts {
  /** Entries of the document information, as PDF source: "/Title (A title)". */
  readonly info?: string;
  readonly pages?: number;
  /** Side lengths of the pages in points. */
  readonly size?: readonly [width: number, height: number];
  /** Drawing operators of the first page. */
  readonly content?: string;
  readonly xmp?: string;
  readonly usesXrefStream?: boolean;
  /** More entries of the catalog, as PDF source. */
  readonly catalog?: string;
  /** More objects, whole. */
  readonly more?: readonly Uint8Array[];
}

/** A small PDF. With `usesXrefStream` its dictionaries are packed, as newer programs write them. */
export function pdfOf(parts: PdfParts): Uint8Array {
  const { pages = 1, size = [200, 300], content = '1 0 0 rg 0 0 100 300 re f' } = parts;
  const kids = Array.from({ length: pages }, (_, index) => `${index + 10} 0 R`);
  const metadata = parts.xmp === undefined ? '' : '/Metadata 5 0 R';
  const dictionaries: [number, string][] = [
    [1, `<</Type /Catalog /Pages 2 0 R ${metadata} ${parts.catalog ?? ''}>>`],
    [2, `<</Type /Pages /Count ${pages} /Kids [${kids.join(' ')}]>>`],
    [3, `<<${parts.info ?? ''}>>`],
    ...kids.map((_, index): [number, string] => [
      index + 10,
      `<</Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(' ')}] ${index === 0 ? '/Contents 4 0 R' : ''}>>`,
    ]),
  ];
  const streams: [number, Buffer][] = [[4, streamOf('', Buffer.from(content))]];
  if (parts.xmp !== undefined) {
    const xmp = Buffer.from(parts.xmp);
    streams.push([5, streamOf('/Type /Metadata /Subtype /XML', xmp)]);
  }
  for (const [index, data] of (parts.more ?? []).entries()) streams.push([500 + index, Buffer.from(data)]);
  return parts.usesXrefStream === true ? packedPdf(dictionaries, streams) : plainPdf(dictionaries, streams);
}

export function streamOf(dictionary: string, data: Buffer): Buffer {
  const head = Buffer.from(`<<${dictionary} /Length ${data.length}>>\nstream\n`);
  return Buffer.concat([head, data, Buffer.from('\nendstream')]);
}

class PdfWriter {
  readonly offsets = new Map<number, number>();
  readonly #parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  length = 9;

  write(data: Buffer): void {
    this.#parts.push(data);
    this.length += data.length;
  }

  object(number: number, body: Buffer): void {
    this.offsets.set(number, this.length);
    this.write(Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
  }

  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function plainPdf(dictionaries: readonly [number, string][], streams: readonly [number, Buffer][]): Buffer {
  const writer = new PdfWriter();
  for (const [number, text] of dictionaries) writer.object(number, Buffer.from(text, 'latin1'));
  for (const [number, body] of streams) writer.object(number, body);
  const start = writer.length;
  const size = Math.max(...writer.offsets.keys()) + 1;
  const entries = Array.from({ length: size }, (_, number) => {
    const offset = writer.offsets.get(number);
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  writer.write(Buffer.from(`xref\n0 ${size}\n${entries.join('')}`));
  writer.write(
    Buffer.from(`trailer\n<</Size ${size} /Root 1 0 R /Info 3 0 R>>\nstartxref\n${start}\n%%EOF\n`),
  );
  return writer.finish();
}

const CONTAINER = 6;
const TABLE = 7;

function packedPdf(dictionaries: readonly [number, string][], streams: readonly [number, Buffer][]): Buffer {
  const writer = new PdfWriter();
  for (const [number, body] of streams) writer.object(number, body);
  let head = '';
  let bodies = '';
  for (const [number, text] of dictionaries) {
    head += `${number} ${bodies.length} `;
    bodies += `${text} `;
  }
  const flate = '/Filter /FlateDecode';
  const container = `/Type /ObjStm /N ${dictionaries.length} /First ${head.length} ${flate}`;
  writer.object(CONTAINER, streamOf(container, deflateSync(Buffer.from(head + bodies, 'latin1'))));
  const start = writer.length;
  writer.offsets.set(TABLE, start);
  const size = Math.max(TABLE, ...writer.offsets.keys(), ...dictionaries.map(([number]) => number)) + 1;
  const table = Buffer.concat(
    Array.from({ length: size }, (_, number) => {
      const index = dictionaries.findIndex(([packed]) => packed === number);
      const offset = writer.offsets.get(number);
      if (index !== -1) return tableRow(2, CONTAINER, index);
      return offset === undefined ? tableRow(0, 0, 0) : tableRow(1, offset, 0);
    }),
  );
  const predictor = '/DecodeParms <</Predictor 12 /Columns 6>>';
  const entries = `/Type /XRef /Size ${size} /W [1 4 1] /Root 1 0 R /Info 3 0 R ${flate} ${predictor}`;
  writer.object(TABLE, streamOf(entries, deflateSync(withUpPredictor(table, 6))));
  writer.write(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return writer.finish();
}

function tableRow(type: number, second: number, third: number): Buffer {
  const row = Buffer.alloc(6);
  row[0] = type;
  row.writeUInt32BE(second, 1);
  row[5] = third;
  return row;
}

function withUpPredictor(data: Buffer, columns: number): Buffer {
  const rows: Buffer[] = [];
  for (let start = 0; start < data.length; start += columns) {
    const row = Buffer.alloc(columns + 1, 2);
    for (let column = 0; column < columns; column += 1) {
      const above = start === 0 ? 0 : (data[start - columns + column] ?? 0);
      row[column + 1] = ((data[start + column] ?? 0) - above) & 0xff;
    }
    rows.push(row);
  }
  return Buffer.concat(rows);
}
