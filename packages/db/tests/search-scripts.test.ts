import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bookMatches, indexBooks, sql, type Database } from '../src/index.ts';
import { createTestDatabase } from '../src/testing.ts';

/** Titles and authors of real books. */
const books = [
  ['ノルウェイの森', '村上春樹'],
  ['吾輩は猫である', '夏目漱石'],
  ['雪国', '川端康成'],
  ['紅樓夢', '曹雪芹'],
  ['三体', '刘慈欣'],
  ['채식주의자', '한강'],
  ['난장이가 쏘아올린 작은 공', '조세희'],
  ['Smilla\u2019s Fornemmelse for Sne', 'Peter Høeg'],
  ['Die unendliche Geschichte für Große', 'Michael Ende'],
  ['Wiedźmin: Ostatnie życzenie', 'Władysław Łysiak'],
  ['Kejseren af Portugallien \u00C6ventyr', 'Selma Lagerlöf'],
  ['Dương Thu Hương', 'Nguyễn Đình'],
  ['İnce Memed ışık', 'Yaşar Kemal'],
  ['涼宮ハルヒの憂鬱 2 SUZUMIYA', '谷川流'],
  ['The War 1914-1918', 'John Keegan'],
] as const;

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const [index, [name, author]] of books.entries()) {
    const id = index + 1;
    await sql`insert into authors (id, name) values (${id}, ${author})`.execute(database.db);
    await sql`insert into books (id, name, author, file_path) values (${id}, ${name}, ${id}, ${`/${id}`})`.execute(
      database.db,
    );
  }
  await indexBooks(
    database.db,
    books.map((_, index) => index + 1),
  );
});
afterAll(() => database[Symbol.asyncDispose]());

async function find(text: string): Promise<string[]> {
  const rows = await database.db
    .selectFrom('books')
    .select('name')
    .where(bookMatches(sql`books.id`, text))
    .orderBy('id')
    .execute();
  return rows.map(({ name }) => name);
}

describe('a word of a script without blanks is found', () => {
  test.each([
    ['at the beginning', 'ノルウェイ', 'ノルウェイの森'],
    ['in the middle, of two characters', '猫で', '吾輩は猫である'],
    ['at the end', 'である', '吾輩は猫である'],
    ['of one character', '森', 'ノルウェイの森'],
    ['as a whole', '雪国', '雪国'],
    ['in an author', '春樹', 'ノルウェイの森'],
    ['in traditional characters', '樓夢', '紅樓夢'],
    ['in simplified characters', '慈欣', '三体'],
    ['in Korean, within a word', '주의', '채식주의자'],
    ['in Korean, of another word order', '작은 난장이', '난장이가 쏘아올린 작은 공'],
    ['in Korean taken apart into letters', '한강'.normalize('NFD'), '채식주의자'],
    ['in katakana of half width', 'ﾉﾙｳｪｲ', 'ノルウェイの森'],
    ['beside Latin letters and numbers', 'ハルヒ suzu', '涼宮ハルヒの憂鬱 2 SUZUMIYA'],
    ['without the blank between two scripts', '憂鬱2', '涼宮ハルヒの憂鬱 2 SUZUMIYA'],
    ['in letters of full width', 'ＳＵＺＵＭＩＹＡ', '涼宮ハルヒの憂鬱 2 SUZUMIYA'],
  ])('%s', async (_, text, name) => {
    expect(await find(text)).toEqual([name]);
  });

  test.each(['猫国', '国雪', '森ノ', '夢樓', '자의주'])(
    'but %s is not, of which only the characters are there',
    async (text) => {
      expect(await find(text)).toEqual([]);
    },
  );
});

describe('a letter that has no accent to lose is found as people type it', () => {
  test.each([
    ['hoeg', ['Smilla\u2019s Fornemmelse for Sne']],
    ['hog', []],
    ['HØEG', ['Smilla\u2019s Fornemmelse for Sne']],
    ['grosse', ['Die unendliche Geschichte für Große']],
    ['GROẞE', ['Die unendliche Geschichte für Große']],
    ['wladyslaw lysiak', ['Wiedźmin: Ostatnie życzenie']],
    ['aeventyr', ['Kejseren af Portugallien \u00C6ventyr']],
    ['nguyen dinh', ['Dương Thu Hương']],
    ['ince isik', ['İnce Memed ışık']],
    ['INCE', ['İnce Memed ışık']],
  ])('by %s', async (text, names) => {
    expect(await find(text)).toEqual(names);
  });
});

test('a span of years is no ISBN', async () => {
  expect(await find('1914-1918')).toEqual(['The War 1914-1918']);
});
