import { join } from 'node:path';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { Checkpoints } from '../src/sqlite/checkpoints.ts';
import { openConnection } from '../src/sqlite/connection.ts';

test('a log that cannot be copied now makes no committed transaction fail', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'dust-log-'));
  const connection = openConnection({ file: join(folder.path, 'x.db') });
  connection.raw.pragma('journal_mode = wal');
  const checkpoints = new Checkpoints(connection);
  const noteMany = (): void => {
    for (let count = 0; count < 20; count += 1) checkpoints.noteTransaction();
  };
  connection.raw.exec('begin immediate; create table x (y); ');
  expect(noteMany).not.toThrow();
  connection.close();
  expect(noteMany).not.toThrow();
});
