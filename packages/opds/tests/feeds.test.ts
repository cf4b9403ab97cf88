import { expect, test } from 'vitest';
import { atomFeed, type Feed, opds2Feed } from '../src/index.ts';

const feed: Feed = {
  id: 'urn:example:books',
  title: 'All <books>',
  updatedAt: '2024-01-15T10:30:00Z',
  kind: 'acquisition',
  author: { name: 'Example' },
  links: { self: '/opds/books?a=1&b=2', start: '/opds' },
};

test('markup in Atom is escaped', () => {
  const atom = atomFeed(feed);
  expect(atom).toContain('<title>All &lt;books&gt;</title>');
  expect(atom).toContain('href="/opds/books?a=1&amp;b=2"');
});

test('a feed of nothing is an empty list of groups in OPDS 2', () => {
  expect(JSON.parse(opds2Feed(feed))).toMatchObject({ metadata: { title: 'All <books>' }, groups: [] });
});
