import { isOutsideName } from '../outside-names.ts';
import type { Obfuscation, PackedFile } from '../publication/publication.ts';
import type { ZipArchive } from './zip-archive.ts';
import type { ZipEntry } from './zip-entry.ts';

/** What an archive does not say of its files. */
export interface PackedFileFacts {
  readonly mediaType: string;
  readonly obfuscation: Obfuscation | null;
}

/** The files of an archive that can be had, each name once; those without facts are left out. */
export function packedFilesOf(
  archive: ZipArchive,
  describe: (name: string) => PackedFileFacts | undefined,
): PackedFile[] {
  const names = new Set<string>();
  return archive.entries.flatMap((entry): PackedFile[] => {
    const { name } = entry;
    if (names.has(name) || isOutsideName(name) || isLocked(entry)) return [];
    names.add(name);
    const facts = describe(name);
    if (facts === undefined) return [];
    return [
      {
        path: name,
        ...facts,
        headerOffset: archive.headerOffsetOf(entry),
        isDeflated: entry.method !== 0,
        packedBytes: entry.compressedBytes,
        sizeBytes: entry.sizeBytes,
      },
    ];
  });
}

/** Behind a password of the archive, or packed by a method nobody here unpacks. */
export function isLocked({ isEncrypted, method }: ZipEntry): boolean {
  return isEncrypted || (method !== 0 && method !== 8);
}
