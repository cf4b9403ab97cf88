import { describe, expect, it } from 'vitest';
import { seriesOfTitle } from './title-series.ts';
import { factsOfPath } from './naming.ts';

type Row = readonly [
  library: string,
  path: string,
  author: string | null,
  title: string,
  series?: string,
  number?: number | null,
  publisher?: string,
];

const rows: readonly Row[] = [
  ['/lib', '/lib/books/Ann Author/Emma/emma.epub', 'Ann Author', 'Emma'],
  ['/lib', '/lib/Books/Ann Author/Emma/emma.epub', 'Ann Author', 'Emma'],
  ['/lib/books', '/lib/books/Ann Author/Emma/emma.epub', 'Ann Author', 'Emma'],
  ['/lib', '/lib/books/Ann Author/emma.epub', 'Ann Author', 'emma'],
  ['/lib', '/lib/books/Ann Author/Emma.EPUB', 'Ann Author', 'Emma'],
  ['/lib', '/lib/books/emma.epub', null, 'emma'],
  ['/lib', '/lib/other/A/B/emma.epub', null, 'emma'],
  ['/lib', '/lib/my books/A/T/emma.epub', null, 'emma'],
  ['/srv/books/fiction', '/srv/books/fiction/A/emma.epub', null, 'emma'],
  ['/lib', '/lib/books/A/B/C/D/x.pdf', 'A', 'B'],
  ['/books', '/books/books/A/B/x.pdf', 'A', 'B'],
  ['/lib', '/lib/books/A_B-C/My_Title-Here/f.epub', 'A B C', 'My Title Here'],
  ['/lib', '/lib/books/Max_Writer/Adventures-of_Some Boy.pdf', 'Max Writer', 'Adventures of Some Boy'],
  ['/lib', '/lib/books/A/Some Series 3: The Title/x.epub', 'A', 'Some Series 3: The Title', 'Some Series', 3],
  ['/lib', '/lib/books/A/The Title (The Saga #12)/x.epub', 'A', 'The Title (The Saga #12)', 'The Saga', 12],
  ['/lib', '/lib/books/A/Wheel Book 4/x.epub', 'A', 'Wheel Book 4', 'Wheel', 4],
  ['/lib', '/lib/books/A/Saga vol 2.epub', 'A', 'Saga vol 2', 'Saga', 2],
  ['/lib', '/lib/books/A/Saga Volume 2/x.cbz', 'A', 'Saga Volume 2', 'Saga', 2],
  ['/lib', '/lib/books/A/Saga Vol. 2/x.epub', 'A', 'Saga Vol. 2', 'Saga', 2],
  ['/lib', '/lib/books/A/Saga v2/x.cbz', 'A', 'Saga v2'],
  ['/lib', '/lib/books/A/My.Title.v1.2.epub', 'A', 'My.Title.v1.2'],
  ['/lib', '/lib/books/A/2001: An Odyssey/x.epub', 'A', '2001: An Odyssey'],
  ['/lib', '/lib/comics/Batman/Batman #1.cbz', null, 'Batman #1', 'Batman', 1],
  ['/lib', '/lib/comics/DC/Batman/12/x.cbz', null, 'Batman #12', 'Batman', 12, 'DC'],
  ['/lib', '/lib/comics/DC/Batman/012/x.cbr', null, 'Batman #12', 'Batman', 12, 'DC'],
  ['/lib', '/lib/comics/DC/Batman/Annual/x.cbz', null, 'Batman Annual', 'Batman', null, 'DC'],
  ['/lib', '/lib/comics/DC/Batman/Batman 404 (1987).cbz', null, 'Batman 404 (1987)', 'Batman', 404, 'DC'],
  ['/lib', '/lib/comics/Batman/12/x.cbz', null, 'Batman #12', 'Batman', 12],
  ['/lib', '/lib/comics/one_shot.cbz', null, 'one shot'],
  ['/lib', '/lib/books/comics/Batman/Batman 001.cbz', null, 'Batman 001', 'Batman', 1],
  ['/lib/books', '/lib/books/comics/Marvel/X-Men/12/a.cbr', null, 'X-Men #12', 'X-Men', 12, 'Marvel'],
  ['/lib', '/lib/comics/DC/Batman/#1.5/x.cbz', null, 'Batman #1.5', 'Batman', 1.5, 'DC'],
  ['/lib', '/lib/comics/DC/Batman/Annual 2/extras/x.cbz', null, 'Batman Annual 2', 'Batman', null, 'DC'],
  ['/lib', '/lib/books/_/emma.epub', null, 'emma'],
  ['/lib', '/lib/books/E\u0301mile/x.epub', 'Émile', 'x'],
];

describe('factsOfPath', () => {
  for (const [library, path, author, title, series, number, publisher] of rows) {
    it(`in ${library} reads ${path}`, () => {
      const facts = factsOfPath(library, path.slice(library.length + 1));
      const named =
        facts.series === null
          ? seriesOfTitle(facts.title)
          : { name: facts.series, number: facts.seriesNumber };
      expect({ author: facts.author, title: facts.title, publisher: facts.publisher, series: named }).toEqual(
        {
          author,
          title,
          publisher: publisher ?? null,
          series: series === undefined ? null : { name: series, number: number ?? null },
        },
      );
    });
  }

  it('takes the ISBN from the file name only', () => {
    expect(factsOfPath('/lib', 'books/9780306406157/x.epub').isbn).toBeNull();
    expect(factsOfPath('/lib', 'books/A/978-0-306-40615-7_title.epub').isbn).toBe('9780306406157');
  });
});
