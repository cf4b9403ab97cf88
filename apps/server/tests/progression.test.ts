import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comicOf } from './book-files.ts';
import { KoreaderDevice } from './positions/koreader.ts';
import { documentOf, novelOf, startReadingLibrary, type ReadingLibrary } from './positions/novel.ts';
import { progressionProblems } from './positions/progression-schema.ts';
import { password, type SignedIn } from './test-server.ts';

const now = new Date('2026-01-02T10:00:00Z');
let library: ReadingLibrary;
let ann: SignedIn;
beforeAll(async () => {
  library = await startReadingLibrary({ clock: () => now });
  await library.server.signUp('admin');
  ann = await library.server.signUp('ann');
});
afterAll(() => library[Symbol.asyncDispose]());

const phone = { id: 'urn:uuid:019c0047-cc8d-7ec4-a3c3-938ccadc020a', name: 'Phone' };
const tablet = { id: 'https://reader.example.com', name: 'Tablet' };
const sent = { modified: '2026-01-02T09:00:00Z', device: phone, progression: 0.25 };
const type = 'application/opds-progression+json';

let books = 0;
function addNovel(): Promise<number> {
  const name = `Novel ${(books += 1)}`;
  return library.addDocument({ name, file: novelOf(name, [2, 8, 10]) });
}

async function get(id: number, headers: Record<string, string> = ann.headers, prefix = '') {
  const answer = await library.server.inject({ url: `${prefix}/books/${id}/progression`, headers });
  return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body, answer };
}

async function put(id: number, payload: object, contentType = type) {
  const answer = await library.server.inject({
    method: 'PUT',
    url: `/books/${id}/progression`,
    headers: { ...ann.headers, 'content-type': contentType },
    payload: JSON.stringify(payload),
  });
  return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json() };
}

async function read(id: number) {
  const document = JSON.parse((await get(id)).text);
  expect(progressionProblems(document)).toEqual([]);
  return document;
}

test('a book that nobody has opened has an empty progression', async () => {
  expect(await get(await addNovel())).toMatchObject({ status: 200, type: undefined, text: '' });
});

test('what a device says is told back as it was, to that device and to others', async () => {
  const id = await addNovel();
  const locator = {
    href: 'resources/OEBPS/ch2.xhtml',
    type: 'application/xhtml+xml',
    title: 'Two ☃',
    locations: { progression: 0.375, totalProgression: 0.25, position: 5, fragments: [] },
    text: { before: 'a', highlight: 'b', after: 'c' },
  };
  const whole = { ...sent, title: 'Two', references: ['OEBPS/ch2.xhtml#p3'], locator };
  const told = { ...whole, quality: 'exact' };
  expect(await put(id, whole)).toEqual({ status: 200, type, body: told });
  expect(await get(id)).toMatchObject({ status: 200, type });
  expect(await read(id)).toEqual(told);
});

test('it moves the book that web clients see', async () => {
  const id = await addNovel();
  await put(id, sent);
  expect((await ann.client.getProgress({ params: { id } })).progress).toMatchObject({
    percentage_complete: 25,
    last_read_at: '2026-01-02T09:00:00Z',
  });
});

describe('of two devices', () => {
  test('the later reading wins, and the device that read earlier is told', async () => {
    const id = await addNovel();
    await put(id, sent);
    const late = { modified: '2026-01-02T08:59:59.999Z', device: tablet, progression: 0.9 };
    const refused = await put(id, late);
    expect(refused).toEqual({
      status: 409,
      type: 'application/json; charset=utf-8',
      body: {
        error: 'Another device has read later',
        code: 'PROGRESSION_OUTDATED',
        requestId: expect.any(String),
        progression: { ...sent, quality: 'exact' },
      },
    });
    expect(progressionProblems(refused.body.progression)).toEqual([]);
    expect(await read(id)).toMatchObject(sent);
  });

  test('the time counts as an instant, in whatever zone it is told', async () => {
    const id = await addNovel();
    await put(id, { ...sent, modified: '2026-01-02T09:00:00+02:00' });
    expect((await read(id)).modified).toBe('2026-01-02T07:00:00Z');
    expect((await put(id, { ...sent, device: tablet, modified: '2026-01-02T07:00:00.5Z' })).status).toBe(200);
    expect((await read(id)).modified).toBe('2026-01-02T07:00:00.500Z');
  });

  test('a clock in the year 2099 counts as now, and wins no longer than that', async () => {
    const id = await addNovel();
    const { body } = await put(id, { ...sent, modified: '2099-01-01T00:00:00Z' });
    expect(body.modified).toBe('2026-01-02T10:00:00Z');
    const next = { ...sent, device: tablet, modified: '2026-01-02T10:00:00Z', progression: 0.3 };
    expect((await put(id, next)).status).toBe(200);
  });

  test('sending the same twice is no conflict', async () => {
    const id = await addNovel();
    expect([(await put(id, sent)).status, (await put(id, sent)).status]).toEqual([200, 200]);
  });
});

test('a locator alone says how far the reader is', async () => {
  const id = await addNovel();
  const locator = { href: 'a.xhtml', type: 'text/html', locations: { totalProgression: 0.75 } };
  const update = { modified: sent.modified, device: phone, locator };
  const { status } = await put(id, update, 'application/vnd.readium.progression+json');
  expect(status).toBe(200);
  expect(await read(id)).toMatchObject({ progression: 0.75, locator });
});

describe('what another client has read is told as', () => {
  test('the chapter that a location of the web client names', async () => {
    const id = await addNovel();
    const change = { current_page: 14, total_pages: 20, current_location: 'epubcfi(/6/6!/4/22/1:8)' };
    await ann.client.updateProgress({ params: { id }, body: change });
    expect(await read(id)).toEqual({
      modified: '2026-01-02T10:00:00Z',
      device: { id: 'urn:dust:web', name: 'Dust' },
      progression: 0.7,
      references: ['OEBPS/ch3.xhtml'],
      locator: {
        href: 'resources/OEBPS/ch3.xhtml',
        type: 'application/xhtml+xml',
        locations: { progression: expect.closeTo(0.4, 10), totalProgression: 0.7 },
      },
      quality: 'derived',
    });
  });

  test('the chapter that KOReader was in, and the other way round', async () => {
    const id = await addNovel();
    const document = documentOf(`Novel ${books}`);
    const kobo = new KoreaderDevice(library.server, { user: 'ann', password, id: 'a b/ü' });
    await kobo.push({ document, progress: '/body/DocFragment[2]/body/p[7]/text().35', percentage: 0.3 });
    expect(await read(id)).toMatchObject({
      device: { id: 'urn:dust:koreader%3Aa%20b%2F%C3%BC', name: 'Kobo' },
      references: ['OEBPS/ch2.xhtml'],
      quality: 'derived',
    });
    await put(id, { ...sent, modified: '2026-01-02T10:00:00Z', references: ['OEBPS/ch1.xhtml#x'] });
    expect((await kobo.pull(document)).body).toMatchObject({
      progress: '/body/DocFragment[1].0',
      percentage: 0.25,
      device: 'Phone',
      device_id: `readium:${phone.id}`,
      quality: 'derived',
    });
  });

  test('the page of a comic, which a reference moves to exactly', async () => {
    const file = await comicOf(2);
    const id = await library.addDocument({ name: 'Comic', format: 'cbz', pages: 20, file });
    await ann.client.updateProgress({ params: { id }, body: { current_page: 7 } });
    expect(await read(id)).toMatchObject({ references: ['#page=7'], quality: 'exact' });
    const update = { ...sent, modified: '2026-01-02T10:00:00Z', references: ['#page=9'], progression: 0.4 };
    await put(id, update);
    const { progress } = await ann.client.getProgress({ params: { id } });
    expect(progress).toMatchObject({ current_page: 9, percentage_complete: 45 });
  });
});

describe('is refused', () => {
  test.each([
    ['a share above 1', { progression: 3 }],
    ['a share below 0', { progression: -0.1 }],
    ['a share as text', { progression: '0.5' }],
    ['no share at all', { progression: undefined }],
    ['no time', { modified: undefined }],
    ['a time that does not exist', { modified: '2026-13-45T00:00:00Z' }],
    ['a time without a zone', { modified: '2026-01-02T09:00:00' }],
    ['no device', { device: undefined }],
    ['a device without name', { device: { id: 'urn:x', name: '' } }],
    ['a device whose id is no URI', { device: { id: 'my phone', name: 'Phone' } }],
    ['a locator that is no object', { locator: 'here' }],
    ['a locator of more than 16 KiB', { locator: { href: 'x'.repeat(20_000) } }],
  ])('%s', async (_, wrong) => {
    const id = await addNovel();
    const { status, body } = await put(id, { ...sent, ...wrong });
    expect([status, body.code, body.error]).toEqual([400, 'VALIDATION_ERROR', expect.any(String)]);
    expect((await get(id)).text).toBe('');
  });

  test('an unknown book, and what nobody has signed in for', async () => {
    expect((await put(9999, sent)).body).toMatchObject({ code: 'BOOK_NOT_FOUND' });
    expect((await get(9999)).status).toBe(404);
    expect((await get(await addNovel(), {})).status).toBe(401);
  });
});

test('reading apps get there with the password of their account, and keep what has not changed', async () => {
  const id = await addNovel();
  await put(id, sent);
  const basic = { authorization: `Basic ${Buffer.from(`ann:${password}`).toString('base64')}` };
  const { status, answer } = await get(id, basic, '/opds');
  expect(status).toBe(200);
  const conditional = { ...basic, 'if-none-match': String(answer.headers['etag']) };
  expect((await get(id, conditional, '/opds')).status).toBe(304);
  expect((await get(id, basic)).status).toBe(401);
});

test("one user's place is nobody else's", async () => {
  const id = await addNovel();
  await put(id, sent);
  const bob = await library.server.signUp(`bob-${id}`);
  expect((await get(id, bob.headers)).text).toBe('');
});
