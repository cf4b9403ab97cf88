import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database, type OpenDatabaseOptions } from './database.ts';
import { migrateFile } from './migrate.ts';

let template: string | undefined;

/** An empty file with the present schema, made once a process and copied for each test. */
function templateFile(): string {
  if (template === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'dust-template-'));
    template = join(folder, 'template.db');
    migrateFile(template);
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  return template;
}

/** A fresh database in a folder of its own, deleted when the handle is disposed of. */
export async function createTestDatabase(options: Omit<OpenDatabaseOptions, 'file'> = {}): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'dust-test-'));
  const file = join(folder, 'dust.db');
  copyFileSync(templateFile(), file);
  const database = await openDatabase({ ...options, file, migrate: false });
  return {
    ...database,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
