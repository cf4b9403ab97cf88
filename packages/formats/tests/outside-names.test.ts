import { describe, expect, it } from 'vitest';
import { bytesSource, listPages } from '../src/index.ts';
import { isOutsideName } from '../src/outside-names.ts';
import { containerOf, epubFacts, factsOf, packageOf, pngOf } from './book-builder.ts';
import { zipOf } from './zip-writer.ts';

const problem = { reason: 'CORRUPT', message: 'The archive names files outside of itself.' };
const outside = ['../a.png', 'x/../../a.png', '/etc/a.png', '..\\a.png', '\\a.png', 'C:\\a.png', 'c:/a.png'];
const page = { name: 'p.png', data: pngOf(20, 20) };

describe('a name in an archive', () => {
  it.each(outside)('leads out of it: %s', (name) => {
    expect(isOutsideName(name)).toBe(true);
  });

  it.each(['a.png', './a.png', 'x/..a.png', 'x/a...png', 'a: b/c.png', 'OPS\\a.png'])(
    'does not lead out of it: %s',
    (name) => {
      expect(isOutsideName(name)).toBe(false);
    },
  );
});

describe('a comic', () => {
  it.each(outside)('is a problem with %s, which is no page and no cover', async (name) => {
    const info = '<ComicInfo><Title>The Title</Title></ComicInfo>';
    const data = zipOf([{ name, data: pngOf(10, 10) }, { name: 'ComicInfo.xml', data: info }, page]);
    const facts = await factsOf(data, 'cbz');
    expect(facts).toMatchObject({ title: 'The Title', pageCount: 1, problem });
    expect(Buffer.compare(facts.cover?.data ?? new Uint8Array(), page.data)).toBe(0);
    const pages = await listPages(bytesSource(data), { format: 'cbz' });
    expect(pages).toMatchObject([{ number: 1, name: 'p.png' }]);
  });

  it('is CORRUPT if all its images lead out', async () => {
    const facts = await factsOf(zipOf([{ name: '../p.png', data: pngOf(1, 1) }]), 'cbz');
    expect(facts).toMatchObject({ cover: null, problem });
  });
});

describe('an EPUB', () => {
  it('is a problem with a file outside, which is no cover, and all else is read', async () => {
    const facts = await epubFacts({
      metadata: '<dc:title>The Title</dc:title>',
      manifest: '<item id="i" href="../../i.png" media-type="image/png" properties="cover-image"/>',
      files: [{ name: '../i.png', data: pngOf(1, 1) }],
    });
    expect(facts).toMatchObject({ title: 'The Title', cover: null, problem });
  });

  it('has no package document outside', async () => {
    const data = zipOf([
      { name: 'META-INF/container.xml', data: containerOf('../package.opf') },
      { name: '../package.opf', data: packageOf({ metadata: '<dc:title>The Title</dc:title>' }) },
    ]);
    expect(await factsOf(data, 'epub')).toMatchObject({ title: null, problem: { reason: 'CORRUPT' } });
  });
});
