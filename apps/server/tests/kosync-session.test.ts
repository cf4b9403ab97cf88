import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf, novelOf, startReadingLibrary, type ReadingLibrary } from './positions/novel.ts';
import { KoreaderDevice } from './positions/koreader.ts';
import { password, type SignedIn } from './test-server.ts';

const document = documentOf('Emma');
let now = new Date('2026-01-02T10:00:00Z');
let library: ReadingLibrary;
let web: SignedIn;
let kobo: KoreaderDevice;
let phone: KoreaderDevice;
let id = 0;

beforeAll(async () => {
  library = await startReadingLibrary({ clock: () => now });
  id = await library.addDocument({ name: 'Emma', file: novelOf('Emma', [2, 8, 10]) });
  await library.server.signUp('admin');
  web = await library.server.signUp('ann');
  const ann = { user: 'ann', password };
  kobo = new KoreaderDevice(library.server, { ...ann, device: 'Kobo', id: 'KOBO-1' });
  phone = new KoreaderDevice(library.server, { ...ann, device: 'Phone', id: 'PHONE-1' });
});
afterAll(() => library[Symbol.asyncDispose]());

/** What is told at each step: by the web client, and by KOReader. */
const transcript: string[][] = [];

/** Lets a minute pass, does something, and notes what everyone is told then. */
async function step(what: string, act: () => Promise<unknown>) {
  now = new Date(now.getTime() + 60_000);
  await act();
  const { progress } = await web.client.getProgress({ params: { id } });
  const { body: pulled } = await kobo.pull(document);
  transcript.push([
    what,
    progress === null ? '–' : `page ${progress.current_page}, ${progress.percentage_complete} %`,
    progress?.current_location ?? '–',
    String(pulled['progress'] ?? '–'),
    String(pulled['percentage'] ?? '–'),
    String(pulled['device'] ?? '–'),
    String(pulled['quality'] ?? '–'),
  ]);
  return { progress, pulled };
}

function turnTo(page: number, location: string) {
  const body = {
    current_page: page,
    total_pages: 20,
    percentage_complete: page / 20,
    current_location: location,
  };
  return web.client.updateProgress({ params: { id }, body });
}

test('a KOReader device, a second one and a web client read the same book in turn', async () => {
  const nothing = await step('KOReader signs in', async () => {
    expect(await kobo.authorize()).toEqual({ status: 200, body: { authorized: 'OK' } });
  });
  expect(nothing).toEqual({ progress: null, pulled: {} });

  const first = '/body/DocFragment[2]/body/p[7]/text().35';
  const pushed = await step('Kobo reads to 31.13 %', async () => {
    const saved = await kobo.push({ document, progress: first, percentage: 0.3113 });
    expect(saved).toEqual({ status: 200, body: { document, timestamp: now.getTime() / 1000 } });
  });
  const fromKobo = {
    document,
    progress: first,
    percentage: 0.3113,
    device: 'Kobo',
    device_id: 'KOBO-1',
    timestamp: now.getTime() / 1000,
    quality: 'exact',
  };
  expect(pushed.pulled).toEqual(fromKobo);
  expect(pushed.progress).toMatchObject({ percentage_complete: 31.13, current_location: null });
  expect((await phone.pull(document)).body).toEqual(fromKobo);

  const cfi = 'epubcfi(/6/6!/4/22/1:8)';
  const turned = await step('the web client turns to page 14 of 20', () => turnTo(14, cfi));
  expect(turned.progress).toMatchObject({
    current_page: 14,
    percentage_complete: 70,
    current_location: cfi,
  });
  expect(turned.pulled).toEqual({
    document,
    progress: '/body/DocFragment[3].0',
    percentage: 0.7,
    device: 'Dust',
    device_id: 'dust-web',
    timestamp: now.getTime() / 1000,
    quality: 'derived',
  });

  const echoed = await step('Kobo goes there, and is closed without a page turned', () =>
    kobo.push({ document, progress: '/body/DocFragment[3].0', percentage: 0.5 }),
  );
  expect(echoed.progress).toEqual(turned.progress);
  expect(echoed.pulled).toEqual(turned.pulled);

  const second = '/body/DocFragment[3]/body/p[40]/text().0';
  const readOn = await step('Kobo reads on to 80 %', () =>
    kobo.push({ document, progress: second, percentage: 0.8 }),
  );
  expect(readOn.progress).toMatchObject({
    current_page: 16,
    percentage_complete: 80,
    current_location: null,
  });

  const other = '/body/DocFragment[3]/body/p[2]/text().0';
  const lower = await step('the phone goes back to 55 %', () =>
    phone.push({ document, progress: other, percentage: 0.55 }),
  );
  expect(lower.pulled).toMatchObject({ progress: other, percentage: 0.55, device: 'Phone' });
  expect(lower.progress).toMatchObject({ current_page: 11, percentage_complete: 55 });

  const end = await step('the web client reads to the end', () => turnTo(21, 'epubcfi(/6/6!/4/98)'));
  expect(end.progress).toMatchObject({ current_page: 20, percentage_complete: 100 });
  expect(end.pulled).toMatchObject({ percentage: 1, progress: '/body/DocFragment[3].0' });
  const { books } = await web.client.listCompleted();
  expect(books.map(({ book_id: bookId }) => bookId)).toEqual([id]);

  const reset = await step('the web client resets the book', () =>
    web.client.resetProgress({ params: { id } }),
  );
  expect(reset).toEqual({ progress: null, pulled: {} });

  const again = await step('Kobo begins again', () =>
    kobo.push({ document, progress: '/body/DocFragment[1]/body/p[1]/text().0', percentage: 0.01 }),
  );
  expect(again.progress).toMatchObject({ percentage_complete: 1 });

  expect(table(transcript)).toMatchSnapshot();
});

function table(rows: readonly (readonly string[])[]): string {
  const head = ['step', 'web: place', 'web: location', 'KOReader: progress', 'share', 'by', 'quality'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
