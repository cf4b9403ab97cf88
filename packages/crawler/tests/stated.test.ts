import { describe, expect, it } from 'vitest';
import { READER_VERSION } from '../src/workers/reader-version.ts';
import { epubOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

const file = 'emma.epub';
const uuid = 'urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const stating = epubOf({ title: 'Emma', identifier: uuid, rights: 'Public&#x85; &lt;b&gt;domain&lt;/b&gt;' });
const stated = { rights: 'Public domain', identifiers: JSON.stringify([uuid]) };
const silent = { rights: null, identifiers: null };

describe('rights and identifiers', () => {
  it('are those of the file', async () => {
    await using library = await TestLibrary.create();
    library.write(file, stating);
    await library.scan();
    expect(await library.bookAt(file)).toMatchObject(stated);
  });

  it('are none where the file states none but an ISBN', async () => {
    await using library = await TestLibrary.create();
    library.write(file, epubOf({ title: 'Emma', identifier: '9780306406157' }));
    await library.scan();
    expect(await library.bookAt(file)).toMatchObject({ ...silent, isbn: '9780306406157' });
  });

  it('follow the file when it changes, and go when it says nothing any more', async () => {
    await using library = await TestLibrary.create();
    library.write(file, epubOf({ title: 'Emma' }));
    await library.scan();
    library.replace(file, stating);
    expect(await library.scan()).toMatchObject({ books_updated: 1 });
    expect(await library.bookAt(file)).toMatchObject(stated);
    library.replace(file, epubOf({ title: 'Emma', text: 'other' }));
    await library.scan();
    expect(await library.bookAt(file)).toMatchObject(silent);
  });

  it('are read in the background from books that earlier readers have read', async () => {
    await using library = await TestLibrary.create();
    library.write(file, stating);
    await library.restart({ readerVersion: READER_VERSION - 1 });
    await library.scan();
    await library.database.db.updateTable('books').set(silent).execute();
    await library.restart({});
    await library.scan();
    await library.crawler.waitForBackground();
    expect(await library.bookAt(file)).toMatchObject(stated);
  });
});
