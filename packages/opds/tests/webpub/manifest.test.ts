import { findSchemaProblems } from '@dust/tooling/catalogs';
import { Manifest } from '@dust/tooling/publications';
import { describe, expect, test } from 'vitest';
import {
  manifestContent,
  publicationManifest,
  type ManifestContent,
  type ManifestHead,
  type ManifestItem,
} from '../../src/index.ts';

const item: ManifestItem = {
  href: 'resources/OPS/one.xhtml',
  mediaType: 'application/xhtml+xml',
  sizeBytes: 10,
  layout: null,
  page: null,
  contains: [],
  encryption: null,
  isCover: false,
  isContents: false,
};

const head: ManifestHead = {
  profile: 'epub',
  metadata: {
    id: 'urn:dust:book:7',
    identifiers: ['urn:isbn:9780141439587'],
    title: 'Emma',
    creators: [
      { name: 'Jane Austen', sortAs: 'Austen, Jane' },
      { name: 'An Artist', role: 'ill' },
      { name: 'A Maker', role: 'mrk' },
    ],
    publisher: { name: 'Murray' },
    issued: '1815',
    updatedAt: '2024-01-15T10:30:00Z',
    summary: 'A <novel>',
    series: [{ name: 'Novels', position: 4 }],
    pageCount: 300,
    languages: ['en', 'pt-BR'],
    readingProgression: 'ltr',
    layout: 'reflowable',
  },
  links: {
    self: 'https://dust.example.org/books/7/manifest',
    file: { href: 'stream', type: 'application/epub+zip' },
    positions: 'positions',
    progression: 'progression',
    cover: null,
  },
};

const content: ManifestContent = {
  readingOrder: [item],
  resources: [
    {
      ...item,
      href: 'resources/OPS/cover.jpg',
      mediaType: 'image/jpeg',
      isCover: true,
      encryption: {
        algorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
        scheme: 'http://readium.org/2014/01/lcp',
        isDeflated: true,
        originalBytes: 5,
      },
    },
  ],
  toc: [
    {
      href: 'resources/OPS/one.xhtml#a',
      title: 'One\u0000',
      children: [{ href: 'resources/OPS/one.xhtml#b', title: 'Two', children: [] }],
    },
  ],
  pageList: [{ href: 'resources/OPS/one.xhtml#p1', title: '1', children: [] }],
  landmarks: [],
};

function read(given: ManifestHead = head, parts: ManifestContent = content): Record<string, unknown> {
  return JSON.parse(publicationManifest(given, manifestContent(parts)));
}

function opened(given?: ManifestHead, parts?: ManifestContent): Manifest {
  const manifest = Manifest.deserialize(read(given, parts));
  if (manifest === undefined) throw new Error('Readium does not read it');
  return manifest;
}

describe('the manifest of an EPUB', () => {
  test('is what the schemas of Readium want', () => {
    expect(findSchemaProblems('web-publication', read())).toEqual([]);
  });

  test('says who made the book, each by their part', () => {
    const { metadata } = opened();
    expect(metadata.title.getTranslation('en')).toBe('Emma');
    expect(metadata.authors?.items.map(({ name }) => name.getTranslation('en'))).toEqual(['Jane Austen']);
    expect(metadata.illustrators?.items).toHaveLength(1);
    expect(metadata.contributors?.items.map(({ roles }) => [...(roles ?? [])])).toEqual([['mrk']]);
    expect(metadata.languages).toEqual(['en', 'pt-BR']);
    expect(metadata.identifier).toBe('urn:dust:book:7');
    expect(metadata.readingProgression).toBe('ltr');
  });

  test('links to itself, the file, its positions and its progression', () => {
    expect(read()['links']).toEqual([
      { rel: 'self', href: head.links.self, type: 'application/webpub+json' },
      { rel: 'alternate', href: 'stream', type: 'application/epub+zip' },
      {
        rel: 'http://readium.org/position-list',
        href: 'positions',
        type: 'application/vnd.readium.position-list+json',
      },
      {
        rel: 'http://opds-spec.org/progression',
        href: 'progression',
        type: 'application/opds-progression+json',
      },
    ]);
  });

  test('lists reading order, resources and contents as Readium reads them', () => {
    const { readingOrder, resources, toc } = opened();
    expect(readingOrder.items.map(({ href, type }) => [href, type])).toEqual([
      ['resources/OPS/one.xhtml', 'application/xhtml+xml'],
    ]);
    expect(resources?.findWithRel('cover')?.href).toBe('resources/OPS/cover.jpg');
    expect(toc?.items[0]?.title).toBe('One');
    expect(toc?.items[0]?.children?.items[0]?.href).toBe('resources/OPS/one.xhtml#b');
  });

  test('tells how a protected resource is encrypted', () => {
    expect(read()['resources']).toMatchObject([
      { properties: { encrypted: { compression: 'deflate', originalLength: 5 } } },
    ]);
  });

  test('leaves out what is not there', () => {
    const bare = read(head, { ...content, resources: [], toc: [], pageList: [] });
    expect(Object.keys(bare)).toEqual(['@context', 'metadata', 'links', 'readingOrder']);
    expect(findSchemaProblems('web-publication', bare)).toEqual([]);
  });
});

describe('the manifest of a comic', () => {
  const comic: ManifestHead = {
    ...head,
    profile: 'divina',
    metadata: { ...head.metadata, readingProgression: 'rtl', layout: 'fixed' },
    links: { ...head.links, progression: null, cover: { href: 'https://x.org/c', type: 'image/jpeg' } },
  };
  const page = { href: 'pages/1', mediaType: 'image/png', width: 800, height: null, isCover: true };
  const pages = { ...content, readingOrder: [page], resources: [] };

  test('is what the schemas of Readium want, and says that it is one of images', () => {
    const manifest = read(comic, pages);
    expect(findSchemaProblems('web-publication', manifest)).toEqual([]);
    expect(manifest['metadata']).toMatchObject({
      conformsTo: 'https://readium.org/webpub-manifest/profiles/divina',
      readingProgression: 'rtl',
      layout: 'fixed',
    });
    expect(manifest['readingOrder']).toEqual([
      { href: 'pages/1', type: 'image/png', rel: 'cover', width: 800 },
    ]);
  });

  test('has a media type of its own', () => {
    expect(opened(comic, pages).links.items[0]?.type).toBe('application/divina+json');
  });
});

test('names and titles full of markup and control characters are still JSON and valid', () => {
  const hostile = '</script>"\\\u0000\u0001\ud800 &<>';
  const { metadata } = head;
  const given = { ...head, metadata: { ...metadata, title: hostile, creators: [{ name: hostile }] } };
  expect(findSchemaProblems('web-publication', read(given))).toEqual([]);
});
