export interface MobiParts {
  readonly fullName?: string;
  readonly exth?: readonly (readonly [type: number, value: string | number])[];
  readonly images?: readonly Uint8Array[];
  readonly encryption?: number;
  readonly isLatin1?: boolean;
}

const MOBI_HEADER_BYTES = 232;

/** A small MOBI book: its first record, one of text, and its images. */
export function mobiOf(parts: MobiParts): Uint8Array {
  const images = parts.images ?? [];
  return palmDatabaseOf([firstRecord(parts), Buffer.from('text'), ...images], 'BOOKMOBI');
}

export function palmDatabaseOf(records: readonly Uint8Array[], type: string): Uint8Array {
  const header = Buffer.alloc(78 + records.length * 8 + 2);
  header.write('the_name', 0, 'latin1');
  header.write(type, 60, 'latin1');
  header.writeUInt16BE(records.length, 76);
  let offset = header.length;
  for (const [index, record] of records.entries()) {
    header.writeUInt32BE(offset, 78 + index * 8);
    offset += record.length;
  }
  return Buffer.concat([header, ...records]);
}

function firstRecord(parts: MobiParts): Buffer {
  const encode = (text: string): Buffer => Buffer.from(text, parts.isLatin1 === true ? 'latin1' : 'utf8');
  const exth = exthOf(parts.exth ?? [], encode);
  const fullName = encode(parts.fullName ?? '');
  const head = Buffer.alloc(16 + MOBI_HEADER_BYTES);
  head.writeUInt16BE(parts.encryption ?? 0, 12);
  head.write('MOBI', 16, 'latin1');
  head.writeUInt32BE(MOBI_HEADER_BYTES, 20);
  head.writeUInt32BE(parts.isLatin1 === true ? 1252 : 65_001, 28);
  head.writeUInt32BE(head.length + exth.length, 84);
  head.writeUInt32BE(fullName.length, 88);
  head.writeUInt32BE((parts.images ?? []).length === 0 ? 0xffffffff : 2, 108);
  head.writeUInt32BE(exth.length === 0 ? 0 : 0x40, 128);
  return Buffer.concat([head, exth, fullName]);
}

function exthOf(
  values: readonly (readonly [type: number, value: string | number])[],
  encode: (text: string) => Buffer,
): Buffer {
  if (values.length === 0) return Buffer.alloc(0);
  const records = values.map(([type, value]) => {
    const data = typeof value === 'number' ? uint32(value) : encode(value);
    return Buffer.concat([uint32(type), uint32(data.length + 8), data]);
  });
  const body = Buffer.concat(records);
  return Buffer.concat([Buffer.from('EXTH'), uint32(body.length + 12), uint32(values.length), body]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
