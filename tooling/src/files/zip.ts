import { crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive, compressed already, so that many archives can share it. */
export interface PackedEntry {
  readonly name: string;
  readonly method: 0 | 8;
  readonly crc: number;
  /** Bytes before compression. */
  readonly size: number;
  readonly packed: Uint8Array;
}

export interface PackOptions {
  /** Leaves the bytes as they are: for images, and for the `mimetype` of an EPUB. */
  readonly isStored?: boolean;
  /** 0 to 9 as in zlib; 6 when absent. */
  readonly level?: number;
}

// 1 January 1980, the oldest time the format knows: equal content gives equal bytes.
const dosTime = 0;
const dosDate = 0x21;
const utf8Names = 0x800;

export function packEntry(
  name: string,
  content: string | Uint8Array,
  options: PackOptions = {},
): PackedEntry {
  const data = typeof content === 'string' ? Buffer.from(content) : content;
  const common = { name, crc: crc32(data), size: data.length };
  if (options.isStored === true) return { ...common, method: 0, packed: data };
  return { ...common, method: 8, packed: deflateRawSync(data, { level: options.level ?? 6 }) };
}

/** The bytes of a ZIP archive (no ZIP64: below 4 GiB and 65,535 entries), entries in the given order. */
export function writeZip(entries: readonly PackedEntry[]): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const local = localHeader(entry, name.length);
    directory.push(centralHeader(entry, name.length, offset), name);
    parts.push(local, name, entry.packed);
    offset += local.length + name.length + entry.packed.length;
  }
  const directorySize = directory.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, ...directory, endRecord(entries.length, directorySize, offset)]);
}

function localHeader(entry: PackedEntry, nameLength: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommon(header, entry, { at: 6, nameLength });
  return header;
}

function centralHeader(entry: PackedEntry, nameLength: number, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  writeCommon(header, entry, { at: 8, nameLength });
  header.writeUInt32LE(offset, 42);
  return header;
}

function writeCommon(
  header: Buffer,
  entry: PackedEntry,
  { at, nameLength }: { readonly at: number; readonly nameLength: number },
): void {
  header.writeUInt16LE(utf8Names, at);
  header.writeUInt16LE(entry.method, at + 2);
  header.writeUInt16LE(dosTime, at + 4);
  header.writeUInt16LE(dosDate, at + 6);
  header.writeUInt32LE(entry.crc, at + 8);
  header.writeUInt32LE(entry.packed.length, at + 12);
  header.writeUInt32LE(entry.size, at + 16);
  header.writeUInt16LE(nameLength, at + 20);
}

function endRecord(count: number, directorySize: number, directoryOffset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(directorySize, 12);
  record.writeUInt32LE(directoryOffset, 16);
  return record;
}
