import { expect, test } from 'vitest';
import { atomFeedType, authenticationDocument, mediaTypes, openSearchDescription } from '../src/index.ts';

test('an OpenSearch description leads to acquisition feeds', () => {
  const template = 'https://books.example/opds/books?q={searchTerms}&x=1';
  expect(openSearchDescription({ shortName: 'Dust', description: 'Search <all> books', template })).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>Dust</ShortName>' +
      '<Description>Search &lt;all&gt; books</Description>' +
      '<InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>' +
      '<Url type="application/atom+xml;profile=opds-catalog;kind=acquisition" ' +
      'template="https://books.example/opds/books?q={searchTerms}&amp;x=1"/></OpenSearchDescription>\n',
  );
});

test('an authentication document offers HTTP Basic', () => {
  const labels = { login: 'E-mail', password: 'Password' };
  expect(
    JSON.parse(authenticationDocument({ id: 'https://books.example/auth', title: 'Dust', labels })),
  ).toEqual({
    id: 'https://books.example/auth',
    title: 'Dust',
    authentication: [{ type: 'http://opds-spec.org/auth/basic', labels }],
  });
});

test('an authentication document leads to help, registration and the catalog', () => {
  const document = authenticationDocument({
    id: 'https://books.example/auth',
    title: 'Dust',
    labels: { login: 'E-mail', password: 'Password' },
    help: '/help',
    register: '/register',
    logo: { href: '/logo.png', type: 'image/png' },
    start: '/opds/v2',
  });
  expect(JSON.parse(document).links).toEqual([
    { rel: 'logo', href: '/logo.png', type: 'image/png' },
    { rel: 'help', href: '/help', type: 'text/html' },
    { rel: 'register', href: '/register', type: 'text/html' },
    { rel: 'start', href: '/opds/v2', type: 'application/opds+json' },
  ]);
});

test('feeds have a type for their kind', () => {
  expect(atomFeedType('navigation')).toBe(mediaTypes.atomNavigationFeed);
  expect(atomFeedType('acquisition')).toBe(mediaTypes.atomAcquisitionFeed);
});
