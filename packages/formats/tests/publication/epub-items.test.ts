import { describe, expect, test } from 'vitest';
import { bytesSource, readPublication } from '../../src/index.ts';
import { epubOf, pngOf } from '../book-builder.ts';
import { publicationOf } from './publication-builder.ts';

const xhtml = 'application/xhtml+xml';

function item(id: string, href: string, more = ''): string {
  return `<item id="${id}" href="${href}" ${more.includes('media-type') ? '' : `media-type="${xhtml}"`} ${more}/>`;
}

describe('the reading order of an EPUB', () => {
  test('follows the spine, and names each file with its type and sizes', async () => {
    const { readingOrder } = await publicationOf({
      manifest: item('two', 'text/two%20b.xhtml'),
      spine: '<itemref idref="two"/>',
      files: [{ name: 'OPS/text/two b.xhtml', data: 'x'.repeat(5000) }],
    });
    expect(readingOrder.map(({ path, mediaType, sizeBytes }) => ({ path, mediaType, sizeBytes }))).toEqual([
      { path: 'OPS/one.xhtml', mediaType: xhtml, sizeBytes: 36 },
      { path: 'OPS/text/two b.xhtml', mediaType: xhtml, sizeBytes: 5000 },
    ]);
    expect(readingOrder[1]?.packedBytes).toBeLessThan(100);
  });

  test('leaves notes out that are read from links only, and names them beside it', async () => {
    const { readingOrder, resources } = await publicationOf({
      manifest: item('notes', 'notes.xhtml'),
      spine: '<itemref idref="notes" linear="no"/>',
      files: [{ name: 'OPS/notes.xhtml', data: 'x' }],
    });
    expect(readingOrder.map(({ path }) => path)).toEqual(['OPS/one.xhtml']);
    expect(resources.map(({ path }) => path)).toEqual(['OPS/notes.xhtml']);
  });

  test('tells places in the spine, which counts what is out of it too', async () => {
    const { readingOrder, resources } = await publicationOf({
      manifest: item('notes', 'notes.xhtml') + item('two', 'two.xhtml'),
      spine: '<itemref idref="notes" linear="no"/><itemref idref="two"/>',
      files: [
        { name: 'OPS/notes.xhtml', data: 'x' },
        { name: 'OPS/two.xhtml', data: 'x' },
      ],
    });
    expect(readingOrder.map(({ spineIndex }) => spineIndex)).toEqual([0, 2]);
    expect(resources.map(({ spineIndex }) => spineIndex)).toEqual([null]);
  });

  test('has no file twice, and none that is missing, remote or outside', async () => {
    const { readingOrder, resources } = await publicationOf({
      manifest:
        item('again', 'one.xhtml') +
        item('gone', 'gone.xhtml') +
        item('far', 'https://example.org/a.xhtml') +
        item('out', '../../../etc/passwd'),
      spine: ['one', 'again', 'gone', 'far', 'out', 'none'].map((id) => `<itemref idref="${id}"/>`).join(''),
      files: [{ name: '../../etc/passwd', data: 'root' }],
    });
    expect(readingOrder.map(({ path }) => path)).toEqual(['OPS/one.xhtml']);
    expect(resources).toEqual([]);
  });

  test('is an error if nothing is left of it', async () => {
    const read = readPublication(bytesSource(epubOf({})), { format: 'epub' });
    await expect(read).rejects.toMatchObject({ reason: 'CORRUPT' });
  });

  test('tells layout and spreads of pages of fixed size', async () => {
    const { metadata, readingOrder } = await publicationOf({
      metadata: '<meta property="rendition:layout">pre-paginated</meta>',
      manifest: item('two', 'two.xhtml', 'properties="svg scripted"'),
      spine: '<itemref idref="two" properties="page-spread-left rendition:layout-reflowable"/>',
      files: [{ name: 'OPS/two.xhtml', data: 'x' }],
    });
    expect(metadata.layout).toBe('fixed');
    expect(readingOrder[1]).toMatchObject({ layout: 'reflowable', page: 'left', contains: ['svg', 'js'] });
  });
});

test('an EPUB of 20,000 chapters is read in time', { timeout: 60_000 }, async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `c${index}.xhtml`);
  const epub = epubOf({
    manifest: names.map((name) => item(name, name)).join(''),
    spine: names.map((name) => `<itemref idref="${name}"/>`).join(''),
    files: names.map((name) => ({ name: `OPS/${name}`, data: name, isStored: true })),
  });
  const startMs = performance.now();
  const { readingOrder } = await readPublication(bytesSource(epub), { format: 'epub' });
  expect(readingOrder).toHaveLength(20_000);
  expect(performance.now() - startMs).toBeLessThan(5000);
});

describe('the resources of an EPUB', () => {
  test('name the cover', async () => {
    const { resources } = await publicationOf({
      manifest: item('art', 'art.png', 'media-type="image/png" properties="cover-image"'),
      files: [{ name: 'OPS/art.png', data: pngOf(10, 10) }],
    });
    expect(resources).toMatchObject([{ path: 'OPS/art.png', mediaType: 'image/png', isCover: true }]);
  });

  test.each([
    ['text/html\r\nX-Header: 1', 'application/xhtml+xml'],
    ['', 'application/xhtml+xml'],
    ['application/x-dtbook+xml', 'application/x-dtbook+xml'],
  ])('have the declared type %j only if it is one', async (declared, mediaType) => {
    const { resources } = await publicationOf({
      manifest: `<item id="x" href="x.xhtml" media-type="${declared}"/>`,
      files: [{ name: 'OPS/x.xhtml', data: 'x' }],
    });
    expect(resources[0]?.mediaType).toBe(mediaType);
  });

  test('tell what is encrypted, and by what', async () => {
    const { readingOrder } = await publicationOf({
      files: [
        { name: 'META-INF/license.lcpl', data: '{}' },
        {
          name: 'META-INF/encryption.xml',
          data: `<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
            <enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
            <enc:CipherData><enc:CipherReference URI="OPS/one.xhtml"/></enc:CipherData>
            <enc:EncryptionProperties><enc:EncryptionProperty><Compression Method="8" OriginalLength="77"/>
            </enc:EncryptionProperty></enc:EncryptionProperties></enc:EncryptedData></encryption>`,
        },
      ],
    });
    expect(readingOrder[0]?.encryption).toEqual({
      algorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
      scheme: 'http://readium.org/2014/01/lcp',
      isDeflated: true,
      originalBytes: 77,
    });
  });
});

test('the metadata of an EPUB tell all who made it, and all its languages', async () => {
  const { metadata } = await publicationOf({
    metadata: `<dc:title>T</dc:title><dc:creator opf:role="aut" opf:file-as="B, A">A B</dc:creator>
      <dc:contributor opf:role="trl">C D</dc:contributor><dc:contributor>E F</dc:contributor>
      <dc:language>eng</dc:language><dc:language>pt_br</dc:language><dc:language>none of these</dc:language>`,
  });
  expect(metadata.contributors).toEqual([
    { name: 'A B', role: 'aut', fileAs: 'B, A' },
    { name: 'C D', role: 'trl', fileAs: null },
    { name: 'E F', role: 'ctb', fileAs: null },
  ]);
  expect(metadata.languages).toEqual(['en', 'pt-BR']);
});
