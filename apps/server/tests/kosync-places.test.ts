import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comicOf } from './book-files.ts';
import { KoreaderDevice } from './positions/koreader.ts';
import { documentOf, novelOf, startReadingLibrary, type ReadingLibrary } from './positions/novel.ts';
import { password, type SignedIn } from './test-server.ts';

let library: ReadingLibrary;
let ann: SignedIn;
let kobo: KoreaderDevice;
beforeAll(async () => {
  library = await startReadingLibrary();
  await library.server.signUp('admin');
  ann = await library.server.signUp('ann');
  kobo = new KoreaderDevice(library.server, { user: 'ann', password });
});
afterAll(() => library[Symbol.asyncDispose]());

function placeOnTheWeb(id: number) {
  return ann.client.getProgress({ params: { id } });
}

describe('what is read on other pagings or in other formats', () => {
  test('is told as the page of the share, where a web client counts other pages', async () => {
    const document = documentOf('Paging');
    const id = await library.addDocument({ name: 'Paging', format: 'pdf', pages: 300 });
    await ann.client.updateProgress({ params: { id }, body: { current_page: 12, total_pages: 47 } });
    expect((await kobo.pull(document)).body).toMatchObject({ progress: '77', quality: 'derived' });
  });

  test('is told as a page in a document of pages, however many it has', async () => {
    const document = documentOf('Uncounted');
    const id = await library.addDocument({ name: 'Uncounted', format: 'pdf' });
    await ann.client.updateProgress({ params: { id }, body: { current_page: 12, total_pages: 47 } });
    expect((await kobo.pull(document)).body).toMatchObject({ progress: '12' });
    const body = { current_page: 13, current_location: 'epubcfi(/6/26!/4)' };
    await ann.client.updateProgress({ params: { id }, body });
    expect((await kobo.pull(document)).body).toEqual({});
  });

  test('names no chapter of a book that KOReader does not divide as web clients do', async () => {
    const document = documentOf('Kindle');
    const id = await library.addDocument({ name: 'Kindle', format: 'mobi' });
    const body = { percentage_complete: 30, current_location: 'epubcfi(/6/8!/4/2)' };
    await ann.client.updateProgress({ params: { id }, body });
    expect((await kobo.pull(document)).body).toEqual({});
  });

  test('is the chapter that it is for KOReader, which counts a cover out of the reading order too', async () => {
    const document = documentOf('Covered');
    const file = novelOf('Covered', [1, 5, 5], [1]);
    const id = await library.addDocument({ name: 'Covered', file });
    await ann.client.updateProgress({ params: { id }, body: { percentage_complete: 60 } });
    expect((await kobo.pull(document)).body).toMatchObject({ progress: '/body/DocFragment[3].0' });
    const body = { percentage_complete: 30, current_location: 'epubcfi(/6/4!/4/2)' };
    await ann.client.updateProgress({ params: { id }, body });
    const named = { progress: '/body/DocFragment[2].0', quality: 'derived' };
    expect((await kobo.pull(document)).body).toMatchObject(named);
    await kobo.push({ document, progress: '/body/DocFragment[3]/body/p[2]/text().0', percentage: 0.6 });
    const { references } = JSON.parse(
      (await library.server.inject({ url: `/books/${id}/progression`, headers: ann.headers })).body,
    );
    expect(references).toEqual(['OEBPS/ch3.xhtml']);
  });

  test('is the last chapter of a book that was marked as read', async () => {
    const document = documentOf('Done');
    const id = await library.addDocument({ name: 'Done', file: novelOf('Done', [2, 8, 10]) });
    const body = { current_page: 3, total_pages: 20, current_location: 'epubcfi(/6/4!/4/2)' };
    await ann.client.updateProgress({ params: { id }, body });
    await ann.client.completeReading({ params: { id } });
    const told = { progress: '/body/DocFragment[3].0', percentage: 1 };
    expect((await kobo.pull(document)).body).toMatchObject(told);
  });
});

describe('what KOReader repeats of a finer place', () => {
  const phone = 'urn:uuid:019c0047-cc8d-7ec4-a3c3-938ccadc020a';

  test('does not replace it in a document of pages either', async () => {
    const document = documentOf('Fine');
    const id = await library.addDocument({ name: 'Fine', format: 'cbz', pages: 20, file: await comicOf(2) });
    const payload = {
      modified: library.server.services.clock().toISOString(),
      device: { id: phone, name: 'Phone' },
      progression: 0.36,
      references: ['#page=7&xywh=160,120,320,240'],
    };
    const options = { url: `/books/${id}/progression`, headers: ann.headers } as const;
    await library.server.inject({ ...options, method: 'PUT', payload });
    const { body: told } = await kobo.pull(document);
    expect(told).toMatchObject({ progress: '7' });
    await kobo.push({ document, progress: '7', percentage: 0.35 });
    const kept = await library.server.inject(options);
    expect(kept.json()).toMatchObject({ references: payload.references, quality: 'exact' });
    await kobo.push({ document, progress: '8', percentage: 0.4 });
    expect((await placeOnTheWeb(id)).progress).toMatchObject({ current_page: 8 });
  });

  test('is a reading where it ends the book', async () => {
    const document = documentOf('Short end');
    const id = await library.addDocument({ name: 'Short end', file: novelOf('Short end', [9, 1]) });
    await ann.client.updateProgress({ params: { id }, body: { percentage_complete: 95 } });
    const { body: told } = await kobo.pull(document);
    expect(told).toMatchObject({ progress: '/body/DocFragment[2].0' });
    await kobo.push({ document, progress: '/body/DocFragment[2].0', percentage: 1 });
    expect((await placeOnTheWeb(id)).progress).toMatchObject({ percentage_complete: 100 });
  });
});
