import { describe, expect, it } from 'vitest';
import { containerOf, epubFacts, epubFiles, epubOf, factsOf, packageOf, pngOf } from './book-builder.ts';
import type { ZipFile } from './zip-writer.ts';
import { zipOf } from './zip-writer.ts';

const metadata = '<dc:title>The Title</dc:title>';

function withPackage(data: string | Uint8Array): Uint8Array {
  const others = epubFiles({}).filter(({ name }) => name !== 'OPS/package.opf');
  return zipOf([...others, { name: 'OPS/package.opf', data }]);
}

function encryption(algorithm: string, uri: string): ZipFile {
  return {
    name: 'META-INF/encryption.xml',
    data: `<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
      <enc:EncryptionMethod Algorithm="${algorithm}"/>
      <enc:CipherData><enc:CipherReference URI="${uri}"/></enc:CipherData></enc:EncryptedData></encryption>`,
  };
}

describe('an EPUB that is none', () => {
  it.each([
    ['a text', Buffer.from('once upon a time'), 'TYPE_MISMATCH'],
    ['a ZIP without container.xml', zipOf([{ name: 'a.png', data: 'x' }]), 'TYPE_MISMATCH'],
    ['a ZIP that holds an EPUB', zipOf([{ name: 'a.epub', data: epubOf({}) }]), 'TYPE_MISMATCH'],
    ['an empty ZIP', zipOf([]), 'TYPE_MISMATCH'],
    ['nothing', new Uint8Array(), 'EMPTY'],
    ['cut off', epubOf({ metadata }).subarray(0, 300), 'CORRUPT'],
    [
      'a container that names a missing document',
      zipOf([{ name: 'META-INF/container.xml', data: containerOf('a') }]),
      'CORRUPT',
    ],
    ['an empty container', zipOf([{ name: 'META-INF/container.xml', data: '' }]), 'CORRUPT'],
    ['a package document that is none', withPackage('<html/>'), 'CORRUPT'],
    ['a package document without text', withPackage(''), 'CORRUPT'],
    ['a package document of 11 MB', withPackage(Buffer.alloc(11_000_000, 'x')), 'TOO_LARGE'],
  ])('is a problem: %s', async (_case, data, reason) => {
    const facts = await factsOf(data, 'epub');
    expect(facts).toMatchObject({ format: 'epub', title: null, problem: { reason } });
  });
});

describe('a protected EPUB', () => {
  it('is a problem, and its metadata are read', async () => {
    const facts = await epubFacts({
      metadata,
      manifest: '<item id="i" href="i.png" media-type="image/png" properties="cover-image"/>',
      files: [
        encryption('http://www.w3.org/2001/04/xmlenc#aes128-cbc', 'OPS/i.png'),
        { name: 'OPS/i.png', data: pngOf(10, 10) },
      ],
    });
    expect(facts).toMatchObject({ title: 'The Title', cover: null, problem: { reason: 'ENCRYPTED' } });
  });

  it.each(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC'])(
    'is not one whose fonts are scrambled by %s',
    async (algorithm) => {
      const facts = await epubFacts({ metadata, files: [encryption(algorithm, 'OPS/font.otf')] });
      expect(facts).toMatchObject({ title: 'The Title', problem: null });
    },
  );
});

describe('a package document', () => {
  it('may be UTF-16 with or without byte order mark, or UTF-8 with one', async () => {
    const text = packageOf({ metadata: '<dc:title>Žluťoučký</dc:title>' });
    const encoded = [
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      Buffer.from(`\ufeff${text}`),
    ];
    for (const data of encoded) {
      await expect(factsOf(withPackage(data), 'epub')).resolves.toMatchObject({ title: 'Žluťoučký' });
    }
  });

  it('may be in Latin-1, if it says so', async () => {
    const text = packageOf({ metadata: '<dc:title>Café</dc:title>' }).replace('utf-8', 'ISO-8859-1');
    const facts = await factsOf(withPackage(Buffer.from(text, 'latin1')), 'epub');
    expect(facts.title).toBe('Café');
  });

  it('may neither be endlessly deep nor have endlessly many elements', async () => {
    const deep = await epubFacts({ metadata: '<a>'.repeat(50_000) });
    const many = await epubFacts(
      { metadata: '<a/>'.repeat(1_000_000) },
      { limits: { inflateRatio: 10_000 } },
    );
    expect(deep.problem?.reason).toBe('CORRUPT');
    expect(many.problem?.reason).toBe('TOO_LARGE');
  });

  it('is CORRUPT where its bytes are damaged', async () => {
    const zip = Buffer.from(epubOf({ metadata }));
    zip.fill(0xff, zip.indexOf('OPS/package.opf') + 20, zip.indexOf('OPS/package.opf') + 60);
    const facts = await factsOf(zip, 'epub');
    expect(facts.problem?.reason).toBe('CORRUPT');
  });
});

describe('reading an EPUB', () => {
  it('stops at the deadline', async () => {
    const facts = await epubFacts({ metadata }, { limits: { timeoutMs: -1 } });
    expect(facts.problem?.reason).toBe('TIMEOUT');
  });

  it('rejects with the reason of an aborted signal', async () => {
    const reason = new Error('enough');
    await expect(epubFacts({ metadata }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
