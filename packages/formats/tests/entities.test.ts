import { describe, expect, it } from 'vitest';
import type { BookFacts } from '../src/index.ts';
import { epubFiles, factsOf, packageOf, pngOf } from './book-builder.ts';
import { zipOf } from './zip-writer.ts';

const problem = {
  reason: 'CORRUPT',
  message: 'A description inside the file uses entities that are not allowed.',
};
const passwd = '<!DOCTYPE package [<!ENTITY passwd SYSTEM "file:///etc/passwd">]>';
const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

async function epubWith(documentType: string, metadata: string): Promise<BookFacts> {
  const text = packageOf({ metadata }).replace(/<\?xml.*?\?>/, documentType);
  const others = epubFiles({}).filter(({ name }) => name !== 'OPS/package.opf');
  return factsOf(zipOf([...others, { name: 'OPS/package.opf', data: text }]), 'epub');
}

async function comicWith(documentType: string, content: string): Promise<BookFacts> {
  const data = `${documentType}<ComicInfo>${content}</ComicInfo>`;
  return factsOf(
    zipOf([
      { name: 'ComicInfo.xml', data },
      { name: '1.png', data: pngOf(1, 1) },
    ]),
    'cbz',
  );
}

describe('a package document', () => {
  it('is a problem if it uses an external entity, and what does not is read', async () => {
    const facts = await epubWith(
      passwd,
      '<dc:title>a&passwd;b</dc:title><dc:creator>Ann</dc:creator><dc:language>en</dc:language>',
    );
    expect(facts).toMatchObject({ title: null, creators: [{ name: 'Ann' }], language: 'en', problem });
  });

  it('is a problem if it uses entities of its own, none of which is expanded', async () => {
    const type = `<!DOCTYPE package [<!ENTITY l0 "ha">${laughs}]>`;
    const facts = await epubWith(type, '<dc:title>&l12;</dc:title><dc:publisher>Press</dc:publisher>');
    expect(facts).toMatchObject({ title: null, publisher: 'Press', problem });
  });

  it('is a problem if it uses an entity that nobody declares', async () => {
    const facts = await epubWith('', '<dc:title>One</dc:title><meta name="a" content="&some-thing;"/>');
    expect(facts).toMatchObject({ title: 'One', problem });
  });

  it('takes its title from another element if the first one cannot be read', async () => {
    const facts = await epubWith(passwd, '<dc:title>&passwd;</dc:title><dc:title>Two</dc:title>');
    expect(facts).toMatchObject({ title: 'Two', problem });
  });

  it.each([
    ['no document type', ''],
    [
      'the one of OEBPS 1.2',
      '<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" "http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd">',
    ],
    ['one whose entities are not used', passwd],
  ])('is none with %s, whatever HTML and CDATA say', async (_case, documentType) => {
    const facts = await epubWith(
      documentType,
      '<dc:title>Caf&eacute; &amp; &amp;x; <![CDATA[&y;]]> AT&amp;T; R&D &#38;</dc:title><!-- &z; -->',
    );
    expect(facts).toMatchObject({ title: 'Café & &x; &y; AT&T; R&D &', problem: null });
  });
});

describe('a ComicInfo.xml', () => {
  it('is a problem if it uses entities, and the rest and the pages are read', async () => {
    const type = '<!DOCTYPE ComicInfo [<!ENTITY a "b">]>';
    const facts = await comicWith(type, '<Title>&a;</Title><Publisher>Press</Publisher>');
    expect(facts).toMatchObject({ title: null, publisher: 'Press', pageCount: 1, problem });
    expect(facts.cover?.kind).toBe('first-page');
  });

  it('is none if it uses those of XML', async () => {
    const facts = await comicWith('', '<Title>A &lt;B&gt; &amp; C</Title>');
    expect(facts.problem).toBeNull();
  });
});
