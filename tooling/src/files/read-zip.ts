import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly isStored: boolean;
  readonly data: Buffer;
}

/** Reads an archive back, for tests of what was written; throws when it is not sound. */
export function readZip(archive: Buffer): ZipEntry[] {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== 0x06054b50) throw new Error('no end record');
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error('no directory entry');
    const nameLength = archive.readUInt16LE(at + 28);
    entries.push(readEntry(archive, at, archive.toString('utf8', at + 46, at + 46 + nameLength)));
    at += 46 + nameLength;
  }
  return entries;
}

/** The text of one entry; throws when there is none of that name. */
export function readZipText(archive: Buffer, name: string): string {
  const entry = readZip(archive).find((one) => one.name === name);
  if (entry === undefined) throw new Error(`no entry ${name}`);
  return entry.data.toString('utf8');
}

function readEntry(archive: Buffer, at: number, name: string): ZipEntry {
  const local = archive.readUInt32LE(at + 42);
  if (archive.readUInt32LE(local) !== 0x04034b50) throw new Error(`no local header of ${name}`);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
  const isStored = archive.readUInt16LE(at + 10) === 0;
  const data = isStored ? packed : inflateRawSync(packed);
  if (crc32(data) !== archive.readUInt32LE(at + 16)) throw new Error(`wrong checksum of ${name}`);
  return { name, isStored, data };
}
