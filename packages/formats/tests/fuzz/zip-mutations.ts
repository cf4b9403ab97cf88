import { bytesSource } from '../../src/index.ts';
import { ReadBudget } from '../../src/limits.ts';
import { ZipArchive } from '../../src/zip/zip-archive.ts';
import { zipOf, type ZipFile } from '../zip-writer.ts';
import { mutate } from './mutations.ts';
import type { Random } from './random.ts';

const oddNames: readonly [string, ...string[]] = [
  '../../etc/passwd',
  '/absolute.png',
  'META-INF/container.xml',
  'META-INF/encryption.xml',
  'ComicInfo.xml',
  'a\\b.png',
  '',
  '.',
  'é.png',
];

/**
 * A ZIP with good outsides and something wrong inside: one file of it is changed, is missing, is there twice or has another
 * name. Most of what is wrong with the bytes of a ZIP ends in its checks and never reaches the readers of what is in it.
 */
export function mutateInside(data: Uint8Array, random: Random): Buffer {
  const files = filesOf(data);
  const index = random.below(files.length);
  const file = files[index];
  if (file === undefined) return mutate(data, random);
  const changed = changedFiles(file, random);
  return Buffer.from(zipOf([...files.slice(0, index), ...changed, ...files.slice(index + 1)]));
}

function changedFiles(file: ZipFile, random: Random): ZipFile[] {
  const changed = (): ZipFile => ({ ...file, data: mutate(Buffer.from(file.data), random) });
  switch (random.below(8)) {
    case 0:
      return [];
    case 1:
      return [file, changed()];
    case 2:
      return [{ ...file, name: random.pick(oddNames) }];
    case 3:
      return [{ ...file, declaredBytes: random.pick([0, 1, 0x7fffffff, 0xfffffffe]) }];
    case 4:
      return [{ ...changed(), usesZip64: true }];
    default:
      return [changed()];
  }
}

function filesOf(data: Uint8Array): ZipFile[] {
  const archive = new ZipArchive(bytesSource(data), new ReadBudget());
  const files: ZipFile[] = [];
  for (const entry of archive.entries) {
    // Methods and passwords that are not read are left out.
    if (entry.isEncrypted || (entry.method !== 0 && entry.method !== 8)) continue;
    files.push({ name: entry.name, data: archive.read(entry, 50_000_000), isStored: entry.method === 0 });
  }
  return files;
}
