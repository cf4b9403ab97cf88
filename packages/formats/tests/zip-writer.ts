import { crc32, deflateRawSync } from 'node:zlib';

/** A file to be put into a ZIP; the lies are for tests of what does not trust it. */
export interface ZipFile {
  readonly name: string;
  readonly data: string | Uint8Array;
  readonly isStored?: boolean;
  readonly isEncrypted?: boolean;
  readonly method?: number;
  readonly declaredBytes?: number;
  readonly usesZip64?: boolean;
}

/** A ZIP archive of these files, with central directory. */
export function zipOf(files: readonly ZipFile[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const packed = pack(file);
    directory.push(directoryEntry(packed, offset));
    parts.push(packed.local, packed.name, packed.body);
    offset += packed.local.length + packed.name.length + packed.body.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, endOf(files.length, central.length, offset)]);
}

interface Packed {
  readonly file: ZipFile;
  readonly name: Buffer;
  readonly body: Buffer;
  readonly sizeBytes: number;
  readonly local: Buffer;
}

function pack(file: ZipFile): Packed {
  const data = Buffer.from(file.data);
  const body = file.isStored === true ? data : deflateRawSync(data);
  const name = Buffer.from(file.name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(methodOf(file), 8);
  local.writeUInt32LE(crc32(data), 14);
  local.writeUInt32LE(body.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(name.length, 26);
  return { file, name, body, sizeBytes: file.declaredBytes ?? data.length, local };
}

function methodOf(file: ZipFile): number {
  return file.method ?? (file.isStored === true ? 0 : 8);
}

function directoryEntry({ file, name, body, sizeBytes }: Packed, offset: number): Buffer {
  const extra = file.usesZip64 === true ? zip64Extra(sizeBytes, body.length, offset) : Buffer.alloc(0);
  const entry = Buffer.alloc(46);
  const small = (value: number): number => (file.usesZip64 === true ? 0xffffffff : value);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(file.isEncrypted === true ? 1 : 0, 8);
  entry.writeUInt16LE(methodOf(file), 10);
  entry.writeUInt32LE(small(body.length), 20);
  entry.writeUInt32LE(small(sizeBytes), 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(small(offset), 42);
  return Buffer.concat([entry, name, extra]);
}

function zip64Extra(sizeBytes: number, packedBytes: number, offset: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(sizeBytes), 4);
  extra.writeBigUInt64LE(BigInt(packedBytes), 12);
  extra.writeBigUInt64LE(BigInt(offset), 20);
  return extra;
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
