import { sql } from '@dust/db';
import { expect, test } from 'vitest';
import { listKnownCoverHashes } from '../src/index.ts';
import { createLibrary } from './library.ts';

test('cover hashes are known while a book has them, archived books included', async () => {
  await using library = await createLibrary([
    'Emma',
    { name: 'Nana', status: 'archived' },
    'Walden',
    'Cousins',
  ]);
  await sql`update books set cover_hash = case name when 'Nana' then 'a' when 'Walden' then 'b' when 'Cousins' then 'b' end`.execute(
    library.db,
  );
  expect(await listKnownCoverHashes(library.db, ['a', 'b', 'c'])).toEqual(new Set(['a', 'b']));
  expect(await listKnownCoverHashes(library.db, [])).toEqual(new Set());
});
