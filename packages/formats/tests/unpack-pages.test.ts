import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesSource, readPage, unpackPages, type BookFormat, type ByteSource } from '../src/index.ts';
import { zipOf } from './zip-writer.ts';

function fixture(name: string): ByteSource {
  return bytesSource(readFileSync(join(import.meta.dirname, 'fixtures', name)));
}

/** Numbers and sizes of the pages unpacked from one on, up to so many. */
async function unpacked(
  source: ByteSource,
  { format, from, most = 9 }: { readonly format: BookFormat; readonly from: number; readonly most?: number },
): Promise<[number: number, bytes: number][]> {
  const pages: [number, number][] = [];
  await unpackPages(source, {
    format,
    from,
    isWanted: () => true,
    take: (number, { data }) => pages.push([number, data.length]) < most,
  });
  return pages;
}

describe.each(['solid-four.cbr', 'solid-five.cbr'])('unpacking %s in one pass', (name) => {
  it('gives the same pages as reading them one by one, which is dear', async () => {
    const expected: [number, number][] = [];
    for (const number of [1, 2, 3]) {
      const page = await readPage(fixture(name), number, { format: 'cbr' });
      expect(page.isDear).toBe(true);
      expected.push([number, page.data.length]);
    }
    await expect(unpacked(fixture(name), { format: 'cbr', from: 1 })).resolves.toEqual(expected);
  });

  it('begins with the page that is wished', async () => {
    const pages = await unpacked(fixture(name), { format: 'cbr', from: 2 });
    expect(pages.map(([number]) => number)).toEqual([2, 3]);
  });

  it('ends when it is told to', async () => {
    const pages = await unpacked(fixture(name), { format: 'cbr', from: 1, most: 1 });
    expect(pages.map(([number]) => number)).toEqual([1]);
  });

  it('leaves out what is not wanted', async () => {
    const numbers: number[] = [];
    await unpackPages(fixture(name), {
      format: 'cbr',
      from: 1,
      isWanted: (number) => number !== 2,
      take: (number) => numbers.push(number) > 0,
    });
    expect(numbers).toEqual([1, 3]);
  });
});

describe('unpacking a ZIP archive', () => {
  const source = bytesSource(
    zipOf([
      { name: '2.png', data: 'two' },
      { name: '1.png', data: 'one' },
    ]),
  );

  it('goes in the order the pages lie in, and none of them is dear', async () => {
    await expect(unpacked(source, { format: 'cbz', from: 2 })).resolves.toEqual([
      [2, 3],
      [1, 3],
    ]);
    await expect(readPage(source, 1, { format: 'cbz' })).resolves.toMatchObject({ isDear: false });
  });

  it('begins with no page that is not there', async () => {
    await expect(unpacked(source, { format: 'cbz', from: 3 })).rejects.toThrow(RangeError);
  });
});
