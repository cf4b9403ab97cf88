import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCover, bytesSource } from '../src/index.ts';
import { epubFacts, epubOf, pngOf } from './book-builder.ts';

const image = pngOf(600, 800, 100);
const other = pngOf(10, 10, 90);
const files = [
  { name: 'OPS/images/front cover.png', data: image },
  { name: 'OPS/other.png', data: other },
];
const items = `<item id="img" href="images/front%20cover.png" media-type="image/png"/>
  <item id="o" href="other.png" media-type="image/png"/>
  <item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/>`;
const page = {
  name: 'OPS/c1.xhtml',
  data: '<html><body><p>x</p><img alt="" src="other.png"/></body></html>',
};
const embedded = {
  kind: 'embedded',
  mediaType: 'image/png',
  data: expect.any(Uint8Array),
  hash: createHash('sha256').update(image).digest('hex'),
};

describe('cover of an EPUB', () => {
  it('is the image with the property cover-image', async () => {
    const manifest = `${items}<item id="x" href="images/front%20cover.png" media-type="image/png" properties="svg cover-image"/>`;
    const facts = await epubFacts({ manifest, metadata: '<meta name="cover" content="o"/>', files });
    expect(facts.cover).toEqual(embedded);
    expect(Buffer.compare(facts.cover?.data ?? new Uint8Array(), image)).toBe(0);
  });

  it('is else the one meta name="cover" refers to, by id or by path', async () => {
    for (const content of ['img', 'images/front%20cover.png']) {
      const facts = await epubFacts({
        manifest: items,
        metadata: `<meta content="${content}" name="cover"/>`,
        files,
      });
      expect(facts.cover).toEqual(embedded);
    }
  });

  it('is else the first image of the page the guide calls cover', async () => {
    const facts = await epubFacts({
      manifest: items,
      guide: '<reference type="cover" href="cover.xhtml#top"/>',
      files: [
        ...files,
        {
          name: 'OPS/cover.xhtml',
          data: '<html><svg:svg><svg:image width="1" xlink:href="images/front%20cover.png"/></svg:svg></html>',
        },
      ],
    });
    expect(facts.cover).toEqual(embedded);
  });

  it('is else the first image of the first document', async () => {
    const facts = await epubFacts({
      manifest: items,
      spine: '<itemref idref="c1"/>',
      files: [...files, page],
    });
    expect(facts.cover).toMatchObject({ kind: 'first-page', mediaType: 'image/png' });
    expect(facts.cover?.data).toHaveLength(other.length);
  });

  it('is none where nothing is an image', async () => {
    const facts = await epubFacts({ manifest: items, metadata: '<meta name="cover" content="gone"/>' });
    expect(facts).toMatchObject({ cover: null, problem: null });
  });

  it('is found under a name in other case', async () => {
    const facts = await epubFacts({
      manifest: '<item id="i" href="Images/COVER.png" media-type="image/png" properties="cover-image"/>',
      files: [{ name: 'OPS/images/cover.PNG', data: image }],
    });
    expect(facts.cover).toEqual(embedded);
  });

  it('is the next image where the first one cannot be one', async () => {
    const unfit = [
      Buffer.from('<svg/>'.repeat(10)),
      Buffer.from('no image at all, but long enough'),
      pngOf(50_000, 50_000),
      pngOf(0, 10),
      pngOf(10, 10, 21_000_000),
    ];
    for (const data of unfit) {
      const facts = await epubFacts({
        manifest: `${items}<item id="bad" href="bad.png" media-type="image/png" properties="cover-image"/>`,
        metadata: '<meta name="cover" content="img"/>',
        files: [...files, { name: 'OPS/bad.png', data, isStored: true }],
      });
      expect(facts.cover).toEqual(embedded);
      expect(facts.problem).toBeNull();
    }
  });

  it('larger than any image may be is a problem, and the metadata stay', async () => {
    const facts = await epubFacts(
      {
        metadata: '<dc:title>T</dc:title>',
        manifest: '<item id="i" href="i.png" media-type="image/png" properties="cover-image"/>',
        files: [{ name: 'OPS/i.png', data: pngOf(10, 10, 5_000) }],
      },
      { limits: { imageBytes: 4_000 } },
    );
    expect(facts).toMatchObject({ title: 'T', cover: null, problem: { reason: 'TOO_LARGE' } });
  });

  it('is only located, or left alone, on request', async () => {
    const parts = { manifest: items, metadata: '<meta name="cover" content="img"/>', files };
    const located = await epubFacts(parts, { cover: 'locate' });
    const none = await epubFacts(parts, { cover: 'none' });
    expect(located.cover).toEqual({ kind: 'embedded', mediaType: 'image/png', data: null, hash: null });
    expect(none.cover).toBeNull();
  });

  it('never lies outside the archive', async () => {
    const facts = await epubFacts({
      manifest:
        '<item id="i" href="../../../../etc/cover.png" media-type="image/png" properties="cover-image"/>',
      files: [{ name: 'etc/cover.png', data: image }],
    });
    expect(facts.cover).toEqual(embedded);
  });

  it('can be read by itself', async () => {
    const data = epubOf({ manifest: items, metadata: '<meta name="cover" content="img"/>', files });
    const cover = await readCover(bytesSource(data), { format: 'epub' });
    expect(cover).toEqual({ kind: 'embedded', mediaType: 'image/png', data: expect.any(Uint8Array) });
    await expect(readCover(bytesSource(epubOf({})), { format: 'epub' })).resolves.toBeNull();
    await expect(readCover(bytesSource(data.subarray(0, 200)), { format: 'epub' })).rejects.toMatchObject({
      reason: 'CORRUPT',
    });
  });
});
