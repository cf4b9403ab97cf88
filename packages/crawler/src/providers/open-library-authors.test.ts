import { describe, expect, it } from 'vitest';
import { openLibraryAuthors } from './open-library-authors.ts';

const nothing = {
  biography: null,
  birthDate: null,
  deathDate: null,
  imageUrl: null,
  website: null,
  wikipediaUrl: null,
  goodreadsUrl: null,
};

function detailsOf(fields: Readonly<Record<string, unknown>>): unknown {
  return openLibraryAuthors.parse({ type: { key: '/type/author' }, name: 'Roald Dahl', ...fields });
}

describe('an author of Open Library', () => {
  it('is asked for by the key', () => {
    expect(openLibraryAuthors.url('OL34184A').href).toBe('https://openlibrary.org/authors/OL34184A.json');
  });

  it('has the names, the first of them the usual one', () => {
    const names = {
      personal_name: 'Dahl, Roald',
      alternate_names: ['Roald Dahl', 'Ro Dahl', 7, 'x'.repeat(101)],
    };
    expect(detailsOf(names)).toEqual({ ...nothing, names: ['Roald Dahl', 'Dahl, Roald', 'Ro Dahl'] });
  });

  it.each([
    ['a text', { bio: 'A novelist' }],
    [
      'an object with one',
      { bio: { type: '/type/text', value: 'A\r\n\u0000<b onclick="x()">novelist</b>' } },
    ],
  ])('has a biography that is %s', (_what, fields) => {
    expect(detailsOf(fields)).toMatchObject({ biography: 'A novelist' });
  });

  it('has a biography of at most 20,000 characters', () => {
    expect(detailsOf({ bio: 'x'.repeat(50_000) })).toMatchObject({ biography: 'x'.repeat(20_000) });
  });

  it('has dates as they are worded', () => {
    const dates = { birth_date: '13 September 1916', death_date: 'x'.repeat(101) };
    expect(detailsOf(dates)).toMatchObject({ birthDate: '13 September 1916', deathDate: null });
  });

  it('has the first photo that is still there', () => {
    const imageUrl = 'https://covers.openlibrary.org/a/id/9395323-L.jpg';
    expect(detailsOf({ photos: [-1, null, 9395323, 5] })).toMatchObject({ imageUrl });
    expect(detailsOf({ photos: ['5/../../etc'] })).toMatchObject({ imageUrl: null });
    expect(detailsOf({ photos: [1.5] })).toMatchObject({ imageUrl: null });
  });

  it('has the addresses of its own page and of those in other catalogues', () => {
    const links = [
      { title: 'Wikipedia entry', url: 'http://en.wikipedia.org/wiki/Roald_Dahl' },
      { title: 'An interview', url: 'https://example.org/' },
      { title: 'Official Website', url: 'http://www.roalddahl.com' },
    ];
    expect(detailsOf({ links, remote_ids: { goodreads: '4273' } })).toMatchObject({
      website: 'http://www.roalddahl.com/',
      wikipediaUrl: 'http://en.wikipedia.org/wiki/Roald_Dahl',
      goodreadsUrl: 'https://www.goodreads.com/author/show/4273',
    });
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://me:secret@example.org/',
    '//example.org',
    7,
    `https://example.org/${'x'.repeat(2000)}`,
  ])('has no address %j', (url) => {
    const fields = {
      links: [{ title: 'Official site', url }],
      wikipedia: url,
      remote_ids: { goodreads: url },
    };
    expect(detailsOf(fields)).toEqual({ ...nothing, names: ['Roald Dahl'] });
  });

  it('is not in a Wikipedia of somebody else', () => {
    const wikipedia = 'https://wikipedia.org.example.org/wiki/Roald_Dahl';
    expect(detailsOf({ wikipedia })).toMatchObject({ wikipediaUrl: null });
  });

  it.each([null, [], 'text', { type: { key: '/type/delete' } }, { links: {} }])('is not in %j', (answer) => {
    expect(openLibraryAuthors.parse(answer)).toBeNull();
  });

  it('may have moved, but not to another kind of page', () => {
    const type = { key: '/type/redirect' };
    expect(openLibraryAuthors.movedTo({ type, location: '/authors/OL2A' })).toBe('OL2A');
    expect(openLibraryAuthors.movedTo({ type, location: '/authors/OL2A.json?x=/' })).toBeNull();
    expect(openLibraryAuthors.movedTo({ type, location: '/people/OL2A' })).toBeNull();
    expect(
      openLibraryAuthors.movedTo({ type: { key: '/type/author' }, location: '/authors/OL2A' }),
    ).toBeNull();
  });
});
