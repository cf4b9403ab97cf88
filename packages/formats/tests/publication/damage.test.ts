import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BookFileError, bytesSource, readPublication } from '../../src/index.ts';
import type { BookFormat } from '../../src/book-format.ts';
import { navigationOf, withNavigation, withNcx } from './publication-builder.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');

/** A damaged file is read as far as it goes, or refused with a reason; nothing else may come of it. */
async function readDamaged(data: Uint8Array, format: BookFormat): Promise<void> {
  try {
    await readPublication(bytesSource(data), { format, limits: { timeoutMs: 5000 } });
  } catch (error) {
    expect(error).toBeInstanceOf(BookFileError);
  }
}

const books = [
  ['trees.epub', 'epub'],
  ['hefty-water.epub', 'epub'],
  ['childrens-literature.epub', 'epub'],
  ['lzma.cbz', 'cbz'],
] as const;

describe.each(books)('%s', (name, format) => {
  const whole = readFileSync(join(fixtures, name));

  test('cut off anywhere is no surprise', { timeout: 60_000 }, async () => {
    const step = Math.max(1, Math.floor(whole.length / 300));
    for (let length = 1; length < whole.length; length += step) {
      await readDamaged(whole.subarray(0, length), format);
    }
  });

  test('with bytes turned over anywhere is no surprise', { timeout: 60_000 }, async () => {
    const tail = Math.min(whole.length, 4000);
    for (let round = 0; round < 300; round += 1) {
      const damaged = Buffer.from(whole);
      const at = whole.length - 1 - ((round * 7919) % tail);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (round % 8));
      await readDamaged(damaged, format);
    }
  });
});

describe('lists that lead into the text', () => {
  const label = '<navLabel><text>One</text></navLabel><content src="one.xhtml"/>';
  const ncx = `<?xml version="1.0"?><ncx><navMap><navPoint>${label}<navPoint>${label}</navPoint></navPoint></navMap></ncx>`;

  test('of an NCX cut off anywhere are read so far or not at all', { timeout: 60_000 }, async () => {
    for (let length = 0; length < ncx.length; length += 1) {
      const { readingOrder } = await withNcx(ncx.slice(0, length));
      expect(readingOrder).toHaveLength(1);
    }
  });

  test.each([
    '<nav epub:type="toc"><ol>'.repeat(500),
    `<nav epub:type="toc"><ol><li><a href="one.xhtml">${'<b>'.repeat(5000)}`,
    `<nav epub:type="toc"><ol><li><a href="${'../'.repeat(20_000)}one.xhtml">x</a></li></ol></nav>`,
    `<nav epub:type="toc"><ol><li><a href="one.xhtml#${'%'.repeat(50_000)}">x</a></li></ol></nav>`,
    `<nav epub:type="toc"><ol><li><a href="one.xhtml">${'x'.repeat(500_000)}</a></li></ol></nav>`,
    '<nav epub:type="toc"><ol><li><a __proto__="x" constructor="y" href="one.xhtml">x</a></li></ol></nav>',
    navigationOf('<nav epub:type="toc"/>'),
    '<![CDATA[<nav epub:type="toc">]]>',
    '\u0000\ufffe',
  ])('that are hostile take no time and do no harm (%#)', async (body) => {
    const startMs = performance.now();
    const { readingOrder } = await withNavigation(body);
    expect(readingOrder).toHaveLength(1);
    expect(performance.now() - startMs).toBeLessThan(5000);
  });
});
