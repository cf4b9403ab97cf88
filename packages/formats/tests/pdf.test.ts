import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../src/index.ts';
import { bytesSource, readBook, readCover } from '../src/index.ts';
import { factsOf } from './book-builder.ts';
import { pdfOf, streamOf } from './pdf-writer.ts';

const XMP = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Keywords="one, two">
<dc:title><rdf:Alt><rdf:li xml:lang="de">Der Titel</rdf:li><rdf:li xml:lang="x-default">The Title – XMP</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ann Author</rdf:li><rdf:li>Max Writer</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">About &amp; around</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="de">Gemeinfrei</rdf:li><rdf:li xml:lang="x-default">Public domain</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta>${' '.repeat(2000)}<?xpacket end="w"?>`;
const INFO =
  '/Title (The Title) /Author (Ann Author; Max Writer) /Subject (About it) /Keywords (one; two, three)';
const author = (name: string): object => ({ name, role: 'aut', fileAs: null });

describe('metadata of a PDF', () => {
  it('are read from the document information', async () => {
    const facts = await factsOf(pdfOf({ info: INFO, pages: 5 }), 'pdf', { cover: 'none' });
    expect(facts).toEqual({
      format: 'pdf',
      title: 'The Title',
      creators: [author('Ann Author'), author('Max Writer')],
      language: null,
      identifiers: [],
      isbn: null,
      publisher: null,
      publicationDate: null,
      description: 'About it',
      rights: null,
      subjects: ['one', 'two', 'three'],
      series: null,
      ageRating: null,
      pageCount: 5,
      cover: null,
      problem: null,
    });
  });

  it('are decoded from UTF-16 and PDFDocEncoding', async () => {
    const utf16 = Buffer.from('\ufeffŽluťoučký', 'utf16le').swap16().toString('hex');
    const facts = await factsOf(pdfOf({ info: `/Title <${utf16}> /Author (Caf\\351 \\205 x)` }), 'pdf');
    expect(facts.title).toBe('Žluťoučký');
    expect(facts.creators).toEqual([author('Café – x')]);
  });

  it.each([
    ['plain objects', false],
    ['packed objects', true],
  ])('are read from XMP before the document information, with %s', async (_case, usesXrefStream) => {
    const facts = await factsOf(pdfOf({ info: INFO, xmp: XMP, usesXrefStream }), 'pdf', { cover: 'none' });
    expect(facts).toMatchObject({
      title: 'The Title – XMP',
      creators: [author('Ann Author'), author('Max Writer')],
      description: 'About & around',
      rights: 'Public domain',
      subjects: ['one', 'two'],
      pageCount: 1,
      problem: null,
    });
  });

  it('fall back to the document information, field by field', async () => {
    const xmp = XMP.replace(/<dc:title>.*<\/dc:title>/, '').replace(/<dc:creator>.*<\/dc:creator>/, '');
    const facts = await factsOf(pdfOf({ info: INFO, xmp }), 'pdf');
    expect(facts).toMatchObject({ title: 'The Title', description: 'About & around' });
    expect(facts.creators).toEqual([author('Ann Author'), author('Max Writer')]);
  });

  it('are not taken from the XMP of an image', async () => {
    const more = [streamOf('/Type /Metadata /Subtype /XML', Buffer.from(XMP))];
    const facts = await factsOf(pdfOf({ info: INFO, more }), 'pdf');
    expect(facts.title).toBe('The Title');
  });

  it('survive XMP that is no XML', async () => {
    const facts = await factsOf(pdfOf({ info: INFO, xmp: '<x:xmpmeta><<<</x:xmpmeta>' }), 'pdf');
    expect(facts).toMatchObject({ title: 'The Title', problem: null });
  });

  it.each([
    '',
    ' ',
    '123 - 45',
    'untitled',
    'Untitled',
    'Microsoft Word - Thesis',
    'thesis.DOC',
    'thesis.docx',
    'book.pdf',
    'book.indd',
    'book.qxd',
    'paper.tex',
    'paper.dvi',
    'The File',
    'the file.pdf',
  ])('have no title "%s"', async (title) => {
    const facts = await factsOf(pdfOf({ info: `/Title (${title})` }), 'pdf', { fileName: 'The File.PDF' });
    expect(facts.title).toBeNull();
  });

  it('keep a title that only resembles one', async () => {
    for (const title of ['Untitled Poems', 'Doc', 'The Files', 'Why TeX']) {
      const facts = await factsOf(pdfOf({ info: `/Title (${title})` }), 'pdf', { fileName: 'The File.pdf' });
      expect(facts.title).toBe(title);
    }
  });
});

describe('cover of a PDF', () => {
  it('is not drawn unless it is asked for', async () => {
    const facts = await factsOf(pdfOf({}), 'pdf');
    expect(facts.cover).toEqual({ kind: 'first-page', mediaType: 'image/png', data: null, hash: null });
  });

  it('is the first page with a longest side of 1,600 pixels', async () => {
    const cover = await readCover(bytesSource(pdfOf({})), { format: 'pdf' });
    const png = Buffer.from(cover?.data ?? []);
    expect(cover).toMatchObject({ kind: 'first-page', mediaType: 'image/png' });
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1067, 1600]);
    // The first row: filter, a red pixel at the left, a white one at the right.
    const rows = inflateSync(png.subarray(png.indexOf('IDAT') + 4, -16));
    expect([...rows.subarray(0, 4)]).toEqual([2, 255, 0, 0]);
    expect([...rows.subarray(1 + 1066 * 3, 1 + 1067 * 3)]).toEqual([255, 255, 255]);
  });

  it('is grey where the page has no colour', async () => {
    const cover = await readCover(bytesSource(pdfOf({ content: '0.5 g 0 0 100 300 re f' })), {
      format: 'pdf',
    });
    expect(Buffer.from(cover?.data ?? [])[25]).toBe(0);
  });

  it('is drawn of pages of any shape', async () => {
    for (const size of [[14_400, 1] as const, [1, 1] as const, [100_000, 100_000] as const]) {
      const facts = await factsOf(pdfOf({ size }), 'pdf', { renderPdfPage: true });
      expect(facts.problem).toBeNull();
      expect(facts.cover?.data?.byteLength).toBeLessThan(1_000_000);
    }
  });
});

describe('a PDF that is not small', () => {
  it('is read in part', async () => {
    const data = pdfOf({ info: INFO, pages: 20, more: [streamOf('', Buffer.alloc(20_000_000, 1))] });
    const memory = bytesSource(data);
    let bytesRead = 0;
    const source: ByteSource = {
      ...memory,
      read: (offset, length) => {
        const part = memory.read(offset, length);
        bytesRead += part.byteLength;
        return part;
      },
    };
    const facts = await readBook(source, { format: 'pdf', renderPdfPage: true });
    expect(facts).toMatchObject({ title: 'The Title', pageCount: 20, problem: null });
    expect(bytesRead).toBeLessThan(500_000);
  });
});

describe('a PDF that means harm', () => {
  it('gets no more memory than is allowed, and its metadata are read', async () => {
    const data = pdfOf({ info: INFO, content: ' '.repeat(40_000_000) });
    const limits = { pdfMemoryBytes: 32 * 1024 * 1024 };
    const facts = await factsOf(data, 'pdf', { renderPdfPage: true, limits });
    expect(facts).toMatchObject({
      title: 'The Title',
      pageCount: 1,
      cover: null,
      problem: { reason: 'TOO_LARGE' },
    });
  });

  it('gets no more time than is allowed, and its metadata are read', async () => {
    const data = pdfOf({ info: INFO, content: '0 0 m 200 300 l 0 200 l S '.repeat(300_000) });
    const facts = await factsOf(data, 'pdf', { renderPdfPage: true, limits: { timeoutMs: 1_000 } });
    expect(facts).toMatchObject({
      title: 'The Title',
      pageCount: 1,
      cover: null,
      problem: { reason: 'TIMEOUT' },
    });
  });

  it('is a problem if it claims pages it does not have', async () => {
    const data = Buffer.from(pdfOf({ info: INFO }));
    data.write('/Kids [99 0', data.indexOf('/Kids'), 'latin1');
    const facts = await factsOf(data, 'pdf', { renderPdfPage: true });
    expect(facts).toMatchObject({ title: 'The Title', cover: null });
  });
});

describe('reading PDFs side by side', () => {
  it('keeps them apart', async () => {
    const titles = ['One', 'Two', 'Three', 'Four'];
    const facts = await Promise.all(
      titles.map((title) => factsOf(pdfOf({ info: `/Title (${title})` }), 'pdf')),
    );
    expect(facts.map(({ title }) => title)).toEqual(titles);
  });

  it('goes on with a fresh reader after a failure', async () => {
    const limits = { pdfMemoryBytes: 17 * 1024 * 1024 };
    const good = bytesSource(pdfOf({ info: INFO }));
    const heavy = bytesSource(pdfOf({ size: [1600, 1600] }));
    const [first, second, third] = await Promise.all([
      readBook(heavy, { format: 'pdf', renderPdfPage: true, limits }),
      readBook(good, { format: 'pdf', limits }),
      readBook(good, { format: 'pdf', limits }),
    ]);
    expect(first.pageCount).toBe(1);
    expect(second.title).toBe('The Title');
    expect(third.title).toBe('The Title');
  });
});
