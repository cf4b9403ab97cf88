import { describe, expect, it } from 'vitest';
import { epubOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

const file = 'books/Path Author/emma.epub';

interface Earlier {
  readonly author?: string;
  readonly tagIds?: readonly number[];
  readonly sources: Readonly<Record<string, 'legacy'>>;
}

const kept = { name: 'legacy', author: 'legacy', tags: 'legacy' } as const;

async function upgraded({
  author: name = 'Old Author',
  tagIds = [21],
  sources,
}: Earlier): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  library.write(file, epubOf({ title: 'Emma', creator: 'Jane', language: 'en', description: 'Blurb' }));
  const { db } = library.database;
  const author = await db.insertInto('authors').values({ name }).returning('id').executeTakeFirstOrThrow();
  const book = await db
    .insertInto('books')
    .values({
      name: 'Old Title',
      author: author.id,
      file_path: library.path(file),
      file_format: 'epub',
      status: 'active',
      created_at: '2025-01-01 00:00:00',
      updated_at: '2025-01-01 00:00:00',
      metadata_sources: JSON.stringify(sources),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const tagId of tagIds)
    await db.insertInto('book_tags').values({ book_id: book.id, tag_id: tagId, auto_applied: 1 }).execute();
  return library;
}

describe('a book of an upgraded database', () => {
  it('is neither added nor renamed by its first scan, which fills what is empty', async () => {
    await using library = await upgraded({ sources: kept });
    expect(await library.scan()).toMatchObject({ books_added: 0, books_archived: 0 });
    expect(await library.bookAt(file)).toMatchObject({
      name: 'Old Title',
      description: 'Blurb',
      language: 'en',
      created_at: '2025-01-01 00:00:00',
    });
    expect(await library.authorOf(file)).toBe('Old Author');
    expect(await library.tagsOf(file)).toEqual(['PDF']);
  });

  it('gets automatic tags if it had none that must stay, but is no new addition', async () => {
    await using library = await upgraded({ sources: { name: 'legacy' }, tagIds: [] });
    await library.scan();
    expect(await library.tagsOf(file)).toEqual(['All Ages', 'EPUB', 'English', 'Standalone']);
  });

  it('stays without automatic tags if that is how it came, even when its file changes and moves', async () => {
    await using library = await upgraded({ sources: kept, tagIds: [] });
    await library.scan();
    library.replace(file, epubOf({ title: 'Emma', creator: 'Jane', language: 'fr', text: 'other' }));
    await library.scan();
    library.move(file, 'books/Path Author/Emma again/emma.epub');
    expect(await library.scan()).toMatchObject({ books_moved: 1 });
    expect(await library.tagsOf('books/Path Author/Emma again/emma.epub')).toEqual([]);
  });

  it('is derived anew by a refresh on request, and is then tagged like any other', async () => {
    await using library = await upgraded({ sources: kept });
    await library.scan();
    await library.crawler.refreshBook((await library.bookAt(file)).id);
    expect(await library.bookAt(file)).toMatchObject({ name: 'Emma' });
    expect(await library.authorOf(file)).toBe('Jane');
    expect(await library.tagsOf(file)).toEqual(['All Ages', 'EPUB', 'English', 'Standalone']);
    library.replace(file, epubOf({ title: 'Emma', creator: 'Jane', language: 'fr', text: 'other' }));
    await library.scan();
    expect(await library.tagsOf(file)).toEqual(['All Ages', 'EPUB', 'French', 'Standalone']);
  });

  it.each(['Unknown Author', 'Unknown'])('keeps the author %j if it came with it', async (author) => {
    await using library = await upgraded({ author, sources: kept });
    await library.scan();
    expect(await library.authorOf(file)).toBe(author);
  });

  it('loses an author that was a placeholder', async () => {
    await using library = await upgraded({ author: 'Unknown', sources: { name: 'legacy', tags: 'legacy' } });
    await library.scan();
    expect(await library.authorOf(file)).toBe('Jane');
  });
});
