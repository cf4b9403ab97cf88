import { describe, expect, it } from 'vitest';
import { bytesSource } from '../src/index.ts';
import { ReadBudget } from '../src/limits.ts';
import type { ReadLimits } from '../src/limits.ts';
import { BookFileError } from '../src/problem.ts';
import { ZipArchive } from '../src/zip/zip-archive.ts';
import type { ZipFile } from './zip-writer.ts';
import { zipOf } from './zip-writer.ts';

function open(files: readonly ZipFile[], limits: Partial<ReadLimits> = {}): ZipArchive {
  return new ZipArchive(bytesSource(zipOf(files)), new ReadBudget(limits));
}

function textOf(archive: ZipArchive, name: string): string {
  const entry = archive.find(name);
  if (entry === undefined) throw new Error(`no ${name}`);
  return Buffer.from(archive.read(entry, 1_000_000)).toString();
}

function reasonOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof BookFileError) return error.reason;
    throw error;
  }
  return 'none';
}

function manyFiles(count: number): ZipFile[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${index}.png`, data: '', isStored: true }));
}

describe('ZipArchive', () => {
  it('reads stored and deflated files', () => {
    const archive = open([
      { name: 'a.txt', data: 'stored', isStored: true },
      { name: 'b/c.txt', data: 'deflated '.repeat(100) },
    ]);
    expect(textOf(archive, 'a.txt')).toBe('stored');
    expect(textOf(archive, 'b/c.txt')).toBe('deflated '.repeat(100));
  });

  it('reads an empty file', () => {
    expect(textOf(open([{ name: 'a', data: '' }]), 'a')).toBe('');
  });

  it('reads sizes and offsets of ZIP64', () => {
    const archive = open([
      { name: 'a', data: 'one' },
      { name: 'b', data: 'two', usesZip64: true },
    ]);
    expect(textOf(archive, 'b')).toBe('two');
  });

  it('reads an archive behind other bytes and in front of a comment', () => {
    const zip = Buffer.from(zipOf([{ name: 'a', data: 'one' }]));
    zip.writeUInt16LE(7, zip.length - 2);
    const data = Buffer.concat([Buffer.alloc(500, 1), zip, Buffer.from('comment')]);
    expect(textOf(new ZipArchive(bytesSource(data), new ReadBudget()), 'a')).toBe('one');
  });

  it('reads names in UTF-8 and keeps other bytes apart', () => {
    expect(open([{ name: 'Référence.txt', data: '' }]).find('Référence.txt')).toBeDefined();
  });

  it('finds a name in other case only if there is no exact one', () => {
    const archive = open([
      { name: 'A.txt', data: 'upper' },
      { name: 'a.txt', data: 'lower' },
    ]);
    expect(textOf(archive, 'a.txt')).toBe('lower');
    expect(textOf(open([{ name: 'OPS/Cover.JPG', data: 'x' }]), 'ops/cover.jpg')).toBe('x');
    expect(archive.find('b.txt')).toBeUndefined();
  });

  it('does not list folders', () => {
    expect(open([{ name: 'a/', data: '', isStored: true }]).entries).toEqual([]);
  });

  it('reads only what is asked for, of an archive that is not small', () => {
    const zip = zipOf([
      { name: 'large', data: Buffer.alloc(3_000_000, 'x'), isStored: true },
      { name: 'small', data: 'found' },
    ]);
    let bytesRead = 0;
    const memory = bytesSource(zip);
    const archive = new ZipArchive(
      {
        ...memory,
        read: (offset, length) => {
          const data = memory.read(offset, length);
          bytesRead += data.byteLength;
          return data;
        },
      },
      new ReadBudget(),
    );
    expect(textOf(archive, 'small')).toBe('found');
    expect(bytesRead).toBeLessThan(100_000);
  });
});

describe('ZipArchive, of files that mean harm', () => {
  it.each([
    ['less', 5],
    ['more', 50_000],
  ])('refuses an entry that unpacks to other than it declares (%s)', (_case, declaredBytes) => {
    const archive = open([{ name: 'a', data: 'x'.repeat(5_000), declaredBytes }]);
    expect(reasonOf(() => textOf(archive, 'a'))).toBe('CORRUPT');
  });

  it('refuses an entry larger than asked for', () => {
    const archive = open([{ name: 'a', data: 'x'.repeat(2_000_000), isStored: true }]);
    expect(reasonOf(() => textOf(archive, 'a'))).toBe('TOO_LARGE');
  });

  it('refuses a bomb by its ratio', () => {
    const archive = open([{ name: 'a', data: Buffer.alloc(20_000_000) }]);
    const [entry] = archive.entries;
    expect(reasonOf(() => entry && archive.read(entry, 50_000_000))).toBe('TOO_LARGE');
  });

  it('refuses to unpack too much in all', () => {
    const archive = open(
      ['a', 'b', 'c'].map((name) => ({ name, data: 'x'.repeat(400) })),
      { inflatedBytes: 1_000 },
    );
    expect(textOf(archive, 'a')).toHaveLength(400);
    expect(textOf(archive, 'b')).toHaveLength(400);
    expect(reasonOf(() => textOf(archive, 'c'))).toBe('TOO_LARGE');
  });

  it('refuses 65,000 entries, and reads 40,000', () => {
    expect(reasonOf(() => open(manyFiles(65_000)))).toBe('TOO_LARGE');
    expect(open(manyFiles(40_000)).entries).toHaveLength(40_000);
  });

  it('refuses what is encrypted or packed by another method', () => {
    const encrypted = open([{ name: 'a', data: 'x', isEncrypted: true }]);
    const lzma = open([{ name: 'a', data: 'x', method: 14 }]);
    expect(reasonOf(() => textOf(encrypted, 'a'))).toBe('ENCRYPTED');
    expect(reasonOf(() => textOf(lzma, 'a'))).toBe('CORRUPT');
  });

  it('refuses an archive without its end, and one whose end points nowhere', () => {
    const zip = zipOf([{ name: 'a', data: 'one' }]);
    const lying = Buffer.from(zip);
    lying.writeUInt32LE(0xfffffff0, lying.length - 6);
    const budget = new ReadBudget();
    expect(reasonOf(() => new ZipArchive(bytesSource(zip.subarray(0, -10)), budget))).toBe('CORRUPT');
    expect(reasonOf(() => new ZipArchive(bytesSource(lying), budget))).toBe('CORRUPT');
  });

  it('stops at the deadline', () => {
    const archive = open([{ name: 'a', data: 'x' }], { timeoutMs: -1 });
    expect(reasonOf(() => textOf(archive, 'a'))).toBe('TIMEOUT');
  });
});
