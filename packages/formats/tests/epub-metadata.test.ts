import { describe, expect, it } from 'vitest';
import { epubFacts } from './book-builder.ts';

describe('metadata of an EPUB', () => {
  it('are read from EPUB 2', async () => {
    const facts = await epubFacts({
      metadata: `<dc:title>First &amp; Novel</dc:title>
        <dc:creator opf:role="ill" opf:file-as="Artist, Ink">Ink Artist</dc:creator>
        <dc:creator opf:role="aut" opf:file-as="Author, Ann">  Ann
          Author </dc:creator>
        <dc:language>en_us</dc:language>
        <dc:identifier opf:scheme="UUID">123</dc:identifier>
        <dc:identifier opf:scheme="ISBN">978-0-14-143951-8</dc:identifier>
        <dc:publisher>A House</dc:publisher>
        <dc:date opf:event="conversion">2020-01-01</dc:date>
        <dc:date opf:event="publication">1999-05-03T00:00:00+00:00</dc:date>
        <dc:description>&lt;p&gt;One &amp;amp; &lt;b&gt;two&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;</dc:description>
        <dc:rights>© 1999 &lt;i&gt;A House&lt;/i&gt;</dc:rights><dc:rights>CC
          BY 4.0</dc:rights><dc:rights>© 1999 A House</dc:rights>
        <dc:subject>Fiction</dc:subject><dc:subject> Fiction </dc:subject><dc:subject>War</dc:subject>
        <meta name="calibre:series" content="The Saga"/><meta name="calibre:series_index" content="2.5"/>`,
    });
    expect(facts).toEqual({
      format: 'epub',
      title: 'First & Novel',
      creators: [
        { name: 'Ann Author', role: 'aut', fileAs: 'Author, Ann' },
        { name: 'Ink Artist', role: 'ill', fileAs: 'Artist, Ink' },
      ],
      language: 'en-US',
      identifiers: [
        { scheme: 'UUID', value: '123' },
        { scheme: 'ISBN', value: '978-0-14-143951-8' },
      ],
      isbn: '9780141439518',
      publisher: 'A House',
      publicationDate: '1999-05-03',
      description: 'One & two.\nThree',
      rights: '© 1999 A House\nCC BY 4.0',
      subjects: ['Fiction', 'War'],
      series: { name: 'The Saga', number: 2.5 },
      ageRating: null,
      pageCount: null,
      cover: null,
      problem: null,
    });
  });

  it('are read from what EPUB 3 says about its elements', async () => {
    const facts = await epubFacts({
      metadata: `<dc:title id="s">A Subtitle</dc:title><dc:title id="t">The Title</dc:title>
        <meta refines="#s" property="title-type">subtitle</meta><meta refines="#t" property="title-type">main</meta>
        <dc:creator id="c1">Tess Translator</dc:creator><meta refines="#c1" property="role" scheme="marc:relators">trl</meta>
        <dc:creator id="c2">Ann Author</dc:creator><meta refines="#c2" property="role">aut</meta>
        <meta refines="#c2" property="file-as">Author, Ann</meta>
        <dc:identifier id="i">9780306406157</dc:identifier>
        <meta refines="#i" property="identifier-type" scheme="onix:codelist5">15</meta>
        <meta property="belongs-to-collection" id="x">A Set</meta><meta refines="#x" property="collection-type">set</meta>
        <meta property="belongs-to-collection" id="y">A Series</meta><meta refines="#y" property="collection-type">series</meta>
        <meta refines="#y" property="group-position">3</meta>
        <meta name="calibre:series" content="Other"/>`,
    });
    expect(facts.title).toBe('The Title');
    expect(facts.creators).toEqual([
      { name: 'Ann Author', role: 'aut', fileAs: 'Author, Ann' },
      { name: 'Tess Translator', role: 'trl', fileAs: null },
    ]);
    expect(facts.isbn).toBe('9780306406157');
    expect(facts.series).toEqual({ name: 'A Series', number: 3 });
  });

  it('have no ISBN with a wrong check digit, and none of another scheme', async () => {
    const facts = await epubFacts({
      metadata: `<dc:identifier>urn:isbn:9780306406158</dc:identifier>
        <dc:identifier opf:scheme="GOODREADS">0306406152</dc:identifier>`,
    });
    expect(facts.isbn).toBeNull();
    expect(facts.identifiers).toEqual([
      { scheme: 'isbn', value: 'urn:isbn:9780306406158' },
      { scheme: 'GOODREADS', value: '0306406152' },
    ]);
  });

  it('are empty where the file says nothing', async () => {
    const facts = await epubFacts({
      metadata: '<dc:title> </dc:title><dc:creator/><dc:language>und</dc:language>',
    });
    expect(facts).toMatchObject({ title: null, creators: [], language: null, series: null, problem: null });
  });

  it('have rights without control characters, of 2,000 letters at most', async () => {
    const hidden = await epubFacts({ metadata: '<dc:rights>Free\u0085 to\u007f \u009bread</dc:rights>' });
    expect(hidden.rights).toBe('Free to read');
    const long = await epubFacts({ metadata: `<dc:rights>x${'😀'.repeat(3000)}</dc:rights>` });
    expect(long.rights).toBe(`x${'😀'.repeat(999)}`);
  });

  it('have no rights where there are only blanks', async () => {
    expect((await epubFacts({ metadata: '<dc:rights> </dc:rights><dc:rights/>' })).rights).toBeNull();
  });

  it('may be grouped as in EPUB 1, with other prefixes', async () => {
    const facts = await epubFacts({
      metadata:
        '<dc-metadata xmlns:x="http://purl.org/dc/elements/1.1/"><x:Title>Old</x:Title></dc-metadata>',
    });
    expect(facts.title).toBe('Old');
  });

  it('keep character data as written and decode references', async () => {
    const facts = await epubFacts({
      metadata:
        '<dc:title>Caf&#233; &mdash; &#x41;</dc:title><dc:description><![CDATA[<p>x &lt; y</p>]]></dc:description>',
    });
    expect(facts.title).toBe('Café — A');
    expect(facts.description).toBe('x < y');
  });
});

describe('page count of an EPUB', () => {
  it('is the length of the page list of EPUB 3', async () => {
    const facts = await epubFacts({
      manifest: '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
      files: [
        {
          name: 'OPS/nav.xhtml',
          data: `<html xmlns:epub="x"><nav epub:type="toc"><ol><li><a href="c">C</a></li></ol></nav>
            <nav epub:type="page-list"><ol><li><a href="c#1">1</a></li><li><a href="c#2">2</a></li></ol></nav></html>`,
        },
      ],
    });
    expect(facts.pageCount).toBe(2);
  });

  it('is the length of the page list of the NCX', async () => {
    const facts = await epubFacts({
      manifest: '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
      files: [
        {
          name: 'OPS/toc.ncx',
          data: '<ncx><pageList><pageTarget/><pageTarget/><pageTarget/></pageList></ncx>',
        },
      ],
    });
    expect(facts.pageCount).toBe(3);
  });

  it('is unknown, without a problem, where the list is damaged', async () => {
    const facts = await epubFacts({
      metadata: '<dc:title>T</dc:title>',
      manifest: '<item id="n" href="nav.xhtml" properties="nav"/>',
      files: [{ name: 'OPS/nav.xhtml', data: 'page-list', declaredBytes: 3 }],
    });
    expect(facts).toMatchObject({ title: 'T', pageCount: null, problem: null });
  });
});
