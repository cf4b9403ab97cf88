import {
  readOpds1WithReadium,
  readOpds2WithReadium,
  readWithFoliate,
  readWithPalace,
} from '@dust/tooling/catalogs';
import { describe, expect, test } from 'vitest';
import { atomFeed, type Feed, opds2Feed } from '../src/index.ts';
import { books, comic, emma, grouped, root } from './sample-feeds.ts';

const readers = {
  'Foliate, OPDS 1.2': (feed: Feed) => readWithFoliate(atomFeed(feed)),
  'Readium, OPDS 1.2': (feed: Feed) => readOpds1WithReadium(atomFeed(feed)),
  'Palace, OPDS 1.2': (feed: Feed) => readWithPalace(atomFeed(feed)),
  'Readium, OPDS 2.0': (feed: Feed) => readOpds2WithReadium(opds2Feed(feed)),
};

const publications = [
  { title: emma.title, authors: ['Jane Austen'], files: ['/opds/books/7/file'] },
  { title: comic.title, authors: [], files: ['/opds/books/8/file'] },
];

describe.each(Object.entries(readers))('%s', (_name, read) => {
  test('reads books, their authors and files', async () => {
    const view = await read({ ...books, publications: books.publications?.map(withoutManifest) ?? [] });
    expect(view).toEqual({ title: 'All books', publications, navigation: [], facetCount: 3 });
  });

  test('reads what leads to other feeds', async () => {
    expect(await read(root)).toEqual({
      title: 'Dust',
      publications: [],
      navigation: [
        { title: 'New', href: '/opds/new' },
        { title: 'Reading', href: '/opds/reading' },
        { title: 'Authors', href: '/opds/authors' },
      ],
      facetCount: 0,
    });
  });

  test('reads the books of groups', async () => {
    const view = await read(grouped);
    expect(view.publications.map(({ title }) => title)).toEqual([emma.title, comic.title]);
  });
});

/** OPDS 2.0 offers the manifest as one more way to get the book. */
function withoutManifest(publication: typeof emma): typeof emma {
  return { ...publication, manifest: null };
}
