import { describe, expect, it } from 'vitest';
import { identifierUris } from './identifier-uris.ts';

const uuid = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('identifierUris', () => {
  it.each([
    ['UUID', uuid.toUpperCase(), `urn:uuid:${uuid}`],
    ['calibre', uuid, `urn:uuid:${uuid}`],
    [null, `{${uuid}}`, `urn:uuid:${uuid}`],
    ['uuid', `URN:UUID:${uuid}`, `urn:uuid:${uuid}`],
    [null, `uuid:${uuid}`, `urn:uuid:${uuid}`],
    ['DOI', '10.1000/182', 'https://doi.org/10.1000/182'],
    ['06', 'doi:10.1000/a<b>#c', 'https://doi.org/10.1000/a%3Cb%3E%23c'],
    ['MOBI-ASIN', 'b000000001', 'urn:asin:B000000001'],
    ['ASIN', 'B000000001', 'urn:asin:B000000001'],
    ['ISSN', '0378595x', 'urn:issn:0378-595X'],
    ['URI', 'http://www.gutenberg.org/11', 'http://www.gutenberg.org/11'],
    [null, 'HTTPS://example.org/a%20b', 'https://example.org/a%20b'],
    ['nbn', 'URN:NBN:de:101:1-2019', 'urn:nbn:de:101:1-2019'],
    [null, 'tag:example.org,2020:book', 'tag:example.org,2020:book'],
  ])('writes %s %s as %s', (scheme, value, uri) => {
    expect(identifierUris([{ scheme, value }])).toEqual([uri]);
  });

  it.each([
    ['ISBN', '978-0-14-143951-8'],
    ['isbn', 'urn:isbn:9780306406157'],
    ['isbn', 'urn:isbn:9780306406158'],
    ['GTIN', '9780306406157'],
    [null, '12345'],
    ['GOODREADS', '77566'],
    ['UUID', '123'],
    ['uuid', 'urn:uuid:123'],
    ['DOI', 'unknown'],
    ['ASIN', 'B0'],
    [null, 'javascript:alert(1)'],
    [null, 'http://example.org/a b'],
    [null, 'http://example.org/%zz'],
    [null, 'urn:x:'],
    [null, `http://example.org/${'a'.repeat(300)}`],
    ['DOI', `10.1000/${'é'.repeat(100)}`],
  ])('makes no URI of %s %s', (scheme, value) => {
    expect(identifierUris([{ scheme, value }])).toEqual([]);
  });

  it('keeps the order, each once, and 20 at most', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ scheme: null, value: `urn:oid:1.${n >> 1}` }));
    expect(identifierUris(many)).toHaveLength(15);
    const more = Array.from({ length: 30 }, (_, n) => ({ scheme: null, value: `urn:oid:1.${n}` }));
    expect(identifierUris(more)).toEqual(more.slice(0, 20).map(({ value }) => value));
  });

  it('survives a DOI with half a character', () => {
    const [uri] = identifierUris([{ scheme: 'DOI', value: '10.1000/\ud800' }]);
    expect(uri).toBe('https://doi.org/10.1000/%EF%BF%BD');
  });
});
