import { describe, expect, it } from 'vitest';
import { factsOf, pngOf } from './book-builder.ts';
import { mobiOf, palmDatabaseOf } from './mobi-writer.ts';

describe('metadata of a MOBI', () => {
  it('are read from EXTH', async () => {
    const data = mobiOf({
      fullName: 'Full Name',
      exth: [
        [503, 'The Title'],
        [100, 'Ann Author'],
        [100, 'Max Writer'],
        [101, 'A House'],
        [103, '<p>About &amp; <i>around</i></p>'],
        [104, '978-0-306-40615-7'],
        [105, 'Fiction'],
        [105, 'War'],
        [106, '2011-05-03T00:00:00+00:00'],
        [109, 'Public <b>domain</b>'],
        [113, 'B000000001'],
        [524, 'pt-br'],
      ],
    });
    await expect(factsOf(data, 'azw3')).resolves.toEqual({
      format: 'azw3',
      title: 'The Title',
      creators: [
        { name: 'Ann Author', role: 'aut', fileAs: null },
        { name: 'Max Writer', role: 'aut', fileAs: null },
      ],
      language: 'pt-BR',
      identifiers: [
        { scheme: 'ISBN', value: '978-0-306-40615-7' },
        { scheme: 'ASIN', value: 'B000000001' },
      ],
      isbn: '9780306406157',
      publisher: 'A House',
      publicationDate: '2011-05-03',
      description: 'About & around',
      rights: 'Public domain',
      subjects: ['Fiction', 'War'],
      series: null,
      ageRating: null,
      pageCount: null,
      cover: null,
      problem: null,
    });
  });

  it('fall back to the full name, in the encoding of the book', async () => {
    const facts = await factsOf(mobiOf({ fullName: 'Café', isLatin1: true }), 'mobi');
    expect(facts).toMatchObject({ title: 'Café', problem: null });
  });

  it('are none in a PalmDOC', async () => {
    const data = palmDatabaseOf([Buffer.alloc(16), Buffer.from('text')], 'TEXtREAd');
    await expect(factsOf(data, 'mobi')).resolves.toMatchObject({ title: null, problem: null });
  });

  it('survive EXTH values of impossible length', async () => {
    const data = Buffer.from(
      mobiOf({
        exth: [
          [503, 'The Title'],
          [100, 'Ann Author'],
        ],
      }),
    );
    data.writeUInt32BE(0xfffffff0, data.indexOf('Ann Author') - 4);
    const facts = await factsOf(data, 'mobi');
    expect(facts.title).toBe('The Title');
  });
});

describe('cover of a MOBI', () => {
  const images = [pngOf(1, 1), pngOf(600, 800)];

  it('is the image EXTH counts from the first one', async () => {
    const facts = await factsOf(mobiOf({ exth: [[201, 1]], images }), 'mobi');
    expect(facts.cover).toMatchObject({ kind: 'embedded', mediaType: 'image/png' });
    expect(Buffer.compare(facts.cover?.data ?? new Uint8Array(), pngOf(600, 800))).toBe(0);
  });

  it('can be located only', async () => {
    const facts = await factsOf(mobiOf({ exth: [[201, 1]], images }), 'mobi', { cover: 'locate' });
    expect(facts.cover).toEqual({ kind: 'embedded', mediaType: 'image/png', data: null, hash: null });
  });

  it.each([7, 0xffffffff])('is none at image %i', async (index) => {
    const facts = await factsOf(mobiOf({ exth: [[201, index]], images }), 'mobi');
    expect(facts).toMatchObject({ cover: null, problem: null });
  });
});

describe('a MOBI that is damaged', () => {
  const whole = mobiOf({
    exth: [
      [503, 'The Title'],
      [201, 0],
    ],
    images: [pngOf(600, 800, 500)],
  });

  it('is ENCRYPTED with DRM, and its metadata are read', async () => {
    const facts = await factsOf(mobiOf({ exth: [[503, 'The Title']], encryption: 2 }), 'azw');
    expect(facts).toMatchObject({ title: 'The Title', problem: { reason: 'ENCRYPTED' } });
  });

  it('is CORRUPT if its end is missing, and its metadata are read', async () => {
    const facts = await factsOf(whole.subarray(0, -501), 'mobi');
    expect(facts).toMatchObject({ title: 'The Title', cover: null, problem: { reason: 'CORRUPT' } });
  });

  it('gives facts or a reason wherever it is cut off', async () => {
    for (let length = 1; length < whole.length; length += 5) {
      const facts = await factsOf(whole.subarray(0, length), 'mobi');
      expect(facts.format).toBe('mobi');
    }
  });

  it.each([
    ['text', Buffer.alloc(100, 'x'), 'TYPE_MISMATCH'],
    ['a short text', Buffer.alloc(50, 'x'), 'TYPE_MISMATCH'],
    ['no records', palmDatabaseOf([], 'BOOKMOBI'), 'CORRUPT'],
  ])('is a problem: %s', async (_case, data, reason) => {
    const facts = await factsOf(data, 'mobi');
    expect(facts.problem?.reason).toBe(reason);
  });
});
