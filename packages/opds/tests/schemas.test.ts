import { findOpds1Problems, findSchemaProblems } from '@dust/tooling/catalogs';
import { describe, expect, test } from 'vitest';
import {
  atomEntry,
  atomFeed,
  authenticationDocument,
  type Feed,
  opds2Feed,
  opds2Publication,
} from '../src/index.ts';
import { books, comic, emma, grouped, nothing, root } from './sample-feeds.ts';

const groupedRoot: Feed = { ...root, groups: grouped.groups ?? [] };
const feeds: Readonly<Record<string, Feed>> = { books, root, nothing, grouped, groupedRoot };

describe.each(Object.entries(feeds))('the feed of %s', (_name, feed) => {
  test('is valid OPDS 1.2', () => {
    expect(findOpds1Problems(atomFeed(feed))).toEqual([]);
  });

  test('is valid OPDS 2.0', () => {
    expect(findSchemaProblems('opds2-feed', JSON.parse(opds2Feed(feed)))).toEqual([]);
  });
});

test.each([emma, comic])('the entry document of $title is valid OPDS 1.2', (publication) => {
  expect(findOpds1Problems(atomEntry(publication, { name: 'Dust' }))).toEqual([]);
});

test.each([emma, comic])('the document of $title is valid OPDS 2.0', (publication) => {
  expect(findSchemaProblems('opds2-publication', JSON.parse(opds2Publication(publication)))).toEqual([]);
});

test('an authentication document is valid', () => {
  const document = authenticationDocument({
    id: 'https://books.example/opds/authentication',
    title: 'Dust',
    description: 'Your account, or a password made for this device',
    labels: { login: 'E-mail or user name', password: 'Password' },
    help: 'https://books.example/help',
    logo: { href: 'https://books.example/icon.png', type: 'image/png' },
    start: 'https://books.example/opds/v2',
  });
  expect(findSchemaProblems('authentication', JSON.parse(document))).toEqual([]);
});
