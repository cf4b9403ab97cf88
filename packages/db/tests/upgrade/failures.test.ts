import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  DatabaseRefusedError,
  migrateFile,
  openDatabase,
  recogniseDatabase,
  schemaVersion,
} from '../../src/index.ts';
import { migrations } from '../../src/migrations/index.ts';
import { upgradeFile } from '../../src/upgrade/upgrade-file.ts';
import { bytesOf, earlierFile, now, openFile, type Fixture } from './earlier-files.ts';
import { populate2026 } from './populated-2026.ts';

const formats = [
  ['2025', '2025-populated', ''],
  ['2026', '2026-fresh', populate2026],
] as const;

/** As the system answers when a file is mounted alone. */
function refuseToRename(): never {
  throw Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' });
}

function stepsOf(format: '2025' | '2026', fixture: Fixture, rename?: typeof refuseToRename): string[] {
  const steps: string[] = [];
  const options = {
    format,
    now: () => now,
    onStep: (step: string) => steps.push(step),
    ...(rename && { rename }),
  };
  upgradeFile(earlierFile(fixture), options);
  return steps;
}

describe.each(formats)('an upgrade from %s', (format, fixture, changes) => {
  test.each([undefined, refuseToRename])(
    'that fails at any step leaves every byte as it was (%o)',
    (rename) => {
      const steps = stepsOf(format, fixture, rename);
      const last = steps.indexOf('finish');
      expect(last).toBeGreaterThan(12);
      const file = earlierFile(fixture, changes);
      const before = bytesOf(file);
      for (const failing of steps.slice(0, last).keys()) {
        let n = 0;
        const onStep = (): void => {
          if (n++ === failing) throw new Error('power cut');
        };
        expect(() =>
          upgradeFile(file, { format, now: () => now, onStep, ...(rename && { rename }) }),
        ).toThrow('power cut');
        expect(bytesOf(file)).toBe(before);
        expect(readdirSync(dirname(file)).filter((name) => !name.endsWith('.bak'))).toEqual([basename(file)]);
      }
      expect(recogniseDatabase(file)).toEqual({ kind: format });
    },
    60_000,
  );

  test('of a file that cannot be replaced happens where it is, to the same end', () => {
    const [replaced, kept] = [earlierFile(fixture, changes), earlierFile(fixture, changes)];
    const before = bytesOf(kept);
    upgradeFile(replaced, { format, now: () => now });
    const report = upgradeFile(kept, { format, now: () => now, rename: refuseToRename });
    expect(report.isInPlace).toBe(true);
    expect(bytesOf(report.backup)).toBe(before);
    expect(recogniseDatabase(kept)).toEqual({ kind: 'dust', version: schemaVersion });
    const tables = [
      'users',
      'user_roles',
      'books',
      'tags',
      'book_tags',
      'reading_progress',
      'reading_activity',
    ];
    for (const table of tables) {
      const query = `SELECT * FROM ${table} ORDER BY 1, 2`;
      const withoutTimes = (file: string): unknown[] =>
        openFile(file)
          .prepare<[], object>(query)
          .all()
          .map((row) => ({ ...row, created_at: null, granted_at: null }));
      expect(withoutTimes(kept)).toEqual(withoutTimes(replaced));
    }
    expect(bytesOf(kept)).not.toContain('eyJhbGciOiJ');
  });
});

test('a working copy and an unfinished backup of an earlier try are removed, and nothing else', () => {
  const file = earlierFile('2025-populated');
  for (const stale of ['.dust-upgrade', '.dust-upgrade-journal', '.dust-backup', '.dust-upgrade.mine']) {
    writeFileSync(`${file}${stale}`, 'stale');
  }
  migrateFile(file, { now: () => now });
  const names = readdirSync(dirname(file)).filter((name) => name.includes('dust-'));
  expect(names).toEqual(['dust.db.dust-upgrade.mine']);
});

test.each(['EXCLUSIVE', 'IMMEDIATE'])(
  'a file that a server holds with %s is refused untouched',
  async (lock) => {
    const file = earlierFile('2025-populated');
    const before = bytesOf(file);
    const server = new BetterSqlite3(file);
    onTestFinished(() => {
      server.close();
    });
    server.exec(`BEGIN ${lock}`);
    await expect(openDatabase({ file })).rejects.toMatchObject({
      code: 'DATABASE_REFUSED',
      message: `Cannot use ${file}: another program, perhaps a running server, is using it`,
    });
    server.exec('ROLLBACK');
    expect(bytesOf(file)).toBe(before);
    expect(readdirSync(dirname(file))).toEqual(['dust.db']);
  },
);

test('a conversion that would lose rows is found out and given up', () => {
  const file = earlierFile('2025-populated');
  const before = bytesOf(file);
  const thief = {
    version: schemaVersion + 1,
    name: 'thief',
    up: (database: BetterSqlite3.Database) => {
      database.exec('DELETE FROM reading_progress WHERE id = 7');
    },
  };
  const steps = [...migrations, thief];
  expect(() => migrateFile(file, { now: () => now, steps })).toThrow('Of 5 rows of reading_progress');
  expect(bytesOf(file)).toBe(before);
});

test('a file whose log another program writes to meanwhile is given up', () => {
  const file = earlierFile('2025-populated');
  const server = new BetterSqlite3(file);
  server.pragma('journal_mode = WAL');
  server.exec(`UPDATE books SET name = 'x' WHERE id = 1`);
  onTestFinished(() => {
    server.close();
  });
  expect(() => migrateFile(file, { now: () => now })).toThrow(DatabaseRefusedError);
  expect(server.prepare('SELECT name FROM books WHERE id = 1').pluck().get()).toBe('x');
  expect(recogniseDatabase(file)).toEqual({ kind: '2025' });
});

test('a file from before July 2025 is refused untouched', () => {
  const file = earlierFile('2025-fresh', 'ALTER TABLE users RENAME COLUMN username TO login');
  const before = bytesOf(file);
  expect(() => migrateFile(file)).toThrow('from before July 2025');
  expect(bytesOf(file)).toBe(before);
  expect(readdirSync(dirname(file))).toEqual(['dust.db']);
});

test('a damaged file is refused untouched', () => {
  const file = earlierFile('2025-populated');
  const bytes = Buffer.from(bytesOf(file), 'latin1');
  bytes.fill(0xff, 4096 * 3, 4096 * 6);
  writeFileSync(file, bytes);
  expect(() => migrateFile(file)).toThrow(DatabaseRefusedError);
  expect(bytesOf(file)).toBe(bytes.toString('latin1'));
});
