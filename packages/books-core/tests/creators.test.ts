import { expect, test } from 'vitest';
import { listCreators } from '../src/index.ts';
import { createLibrary } from './library.ts';

test('everyone whom the files name comes by book, in the order of the file, with one statement', async () => {
  await using library = await createLibrary(['a', 'b', 'c']);
  await library.db
    .insertInto('book_creators')
    .values([
      { book_id: 2, position: 1, name: 'Tess', role: 'trl', file_as: null },
      { book_id: 2, position: 0, name: 'Ann', role: 'aut', file_as: 'Ann, the' },
      { book_id: 1, position: 0, name: 'Ill', role: 'ill', file_as: null },
      { book_id: 3, position: 0, name: 'Other', role: 'aut', file_as: null },
    ])
    .execute();
  library.statements();
  const creators = await listCreators(library.db, [2, 1, 99]);
  expect(library.statements()).toHaveLength(1);
  expect([...creators.keys()]).toEqual([2, 1]);
  expect(creators.get(2)?.map(({ name, role, fileAs }) => [name, role, fileAs])).toEqual([
    ['Ann', 'aut', 'Ann, the'],
    ['Tess', 'trl', null],
  ]);
  expect(await listCreators(library.db, [])).toEqual(new Map());
});
