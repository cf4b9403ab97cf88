import { expect, test } from 'vitest';
import { readZip } from './read-zip.ts';
import { packEntry, writeZip } from './zip.ts';

test('an archive gives its entries back in order', () => {
  const archive = writeZip([
    packEntry('a.txt', 'stored', { isStored: true }),
    packEntry('ä/b.txt', 'x'.repeat(999)),
  ]);
  expect(readZip(archive)).toEqual([
    { name: 'a.txt', isStored: true, data: Buffer.from('stored') },
    { name: 'ä/b.txt', isStored: false, data: Buffer.from('x'.repeat(999)) },
  ]);
});

test('equal content gives equal bytes', () => {
  const [one, other] = [1, 2].map(() => writeZip([packEntry('a', 'text')]));
  expect(one).toEqual(other);
});
