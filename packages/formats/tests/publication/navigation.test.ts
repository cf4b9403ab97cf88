import { describe, expect, test } from 'vitest';
import { navigationOf, publicationOf, titlesOf, withNavigation, withNcx } from './publication-builder.ts';

const point = (label: string, src: string, inner = ''): string =>
  `<navPoint><navLabel><text>${label}</text></navLabel><content src="${src}"/>${inner}</navPoint>`;

describe('the table of contents of an EPUB', () => {
  test('is what the navigation document says, with the files its links lead to', async () => {
    const { toc } = await withNavigation(
      `<nav epub:type="toc"><ol><li><a href="one.xhtml#a%20b">One <b>of</b>&nbsp;two</a>
        <ol><li><a href="./one.xhtml">Inner</a></li></ol></li></ol></nav>`,
    );
    expect(toc).toEqual([
      {
        title: 'One of two',
        target: { path: 'OPS/one.xhtml', fragment: 'a%20b' },
        children: [{ title: 'Inner', target: { path: 'OPS/one.xhtml', fragment: null }, children: [] }],
      },
    ]);
  });

  test('gives a heading without a link the place of what is below it', async () => {
    const { toc } = await withNavigation(
      '<nav epub:type="toc"><ol><li><span>Part</span><ol><li><a href="one.xhtml#x">One</a></li></ol></li></ol></nav>',
    );
    expect(toc[0]).toMatchObject({ title: 'Part', target: { path: 'OPS/one.xhtml', fragment: 'x' } });
  });

  test('leaves out what leads to no file of the archive', async () => {
    const links = ['gone.xhtml', 'https://example.org/', '../../../etc/passwd', 'javascript:alert(1)', ''];
    const { toc } = await withNavigation(
      `<nav epub:type="toc"><ol>${links.map((href) => `<li><a href="${href}">x</a></li>`).join('')}</ol></nav>`,
    );
    expect(toc).toEqual([]);
  });

  test('is read from the NCX where there is no navigation document', async () => {
    const { toc, pageList } = await withNcx(
      `<ncx><navMap>${point('One', 'one.xhtml', point('Inner', 'one.xhtml#i'))}</navMap><pageList>
        <pageTarget value="7"><content src="one.xhtml#p7"/></pageTarget></pageList></ncx>`,
    );
    expect(titlesOf(toc)).toEqual([['One', 'Inner']]);
    expect(pageList).toEqual([
      { title: '7', target: { path: 'OPS/one.xhtml', fragment: 'p7' }, children: [] },
    ]);
  });

  test('is read from the NCX where the navigation document is damaged', async () => {
    const { toc } = await publicationOf({
      manifest:
        '<item id="nav" href="nav.xhtml" properties="nav"/><item id="n" href="n.ncx" media-type="application/x-dtbncx+xml"/>',
      files: [
        { name: 'OPS/nav.xhtml', data: '<html><<<' },
        { name: 'OPS/n.ncx', data: `<ncx><navMap>${point('One', 'one.xhtml')}</navMap></ncx>` },
      ],
    });
    expect(titlesOf(toc)).toEqual(['One']);
  });

  test('has landmarks of the navigation document, or of the guide', async () => {
    const { landmarks } = await withNavigation(
      '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="one.xhtml">Start</a></li></ol></nav>',
    );
    expect(titlesOf(landmarks)).toEqual(['Start']);
    const old = await publicationOf({
      guide: '<reference type="text" title="Start here" href="one.xhtml"/>',
    });
    expect(titlesOf(old.landmarks)).toEqual(['Start here']);
  });
});

describe('a hostile table of contents', () => {
  test('of 100,000 entries is cut at 10,000', { timeout: 60_000 }, async () => {
    const { toc } = await withNavigation(
      `<nav epub:type="toc"><ol>${'<li><a href="one.xhtml">x</a></li>'.repeat(100_000)}</ol></nav>`,
    );
    expect(toc.length).toBe(10_000);
  });

  test(
    'of 100,000 entries in an NCX is none, and costs no more than its reading',
    { timeout: 60_000 },
    async () => {
      const { toc } = await withNcx(`<ncx><navMap>${point('x', 'one.xhtml').repeat(100_000)}</navMap></ncx>`);
      expect(toc).toEqual([]);
    },
  );

  test('of 90 levels is cut at 16', async () => {
    let inner = '';
    for (let level = 0; level < 90; level += 1) inner = point(`${level}`, 'one.xhtml', inner);
    let { toc } = await withNcx(`<ncx><navMap>${inner}</navMap></ncx>`);
    let depth = 0;
    for (; toc[0] !== undefined; depth += 1) toc = toc[0].children;
    expect(depth).toBe(16);
  });

  test('with entities of its own shows none of them', async () => {
    const bomb = `<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`;
    const body = '<nav epub:type="toc"><ol><li><a href="one.xhtml">x&b;&f;</a></li></ol></nav>';
    const { toc } = await publicationOf({
      manifest: '<item id="nav" href="nav.xhtml" properties="nav"/>',
      files: [{ name: 'OPS/nav.xhtml', data: navigationOf(body).replace('<html', `${bomb}<html`) }],
    });
    expect(toc).toEqual([]);
  });

  test('cut off anywhere is read so far or not at all', { timeout: 60_000 }, async () => {
    const whole = navigationOf(
      '<nav epub:type="toc"><ol><li><a href="one.xhtml#a">A</a><ol><li><a href="one.xhtml">B</a></li></ol></li></ol></nav>',
    );
    for (let length = 0; length < whole.length; length += 1) {
      const { readingOrder } = await publicationOf({
        manifest: '<item id="nav" href="nav.xhtml" properties="nav"/>',
        files: [{ name: 'OPS/nav.xhtml', data: whole.slice(0, length) }],
      });
      expect(readingOrder).toHaveLength(1);
    }
  });
});
