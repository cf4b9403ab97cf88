import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startTestServer, type TestServer, type TestServerOptions } from '../test-server.ts';

export type Fixture = '2025-fresh' | '2025-populated' | '2026-fresh';
export type Row = Readonly<Record<string, unknown>>;

const fixtures = join(import.meta.dirname, '../../../../packages/db/tests/fixtures');
/** What the populated file of 2025 was made with. */
export const earlierSecret = 'testsecret';

/** A folder with the database of an earlier server, and a copy of it to compare with. */
export class EarlierHome implements Disposable {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'dust-earlier-'));
  readonly file: string = join(this.folder, 'dust.db');
  readonly #before: string = join(this.folder, 'before.db');

  /** @param changes SQL to run on the file before anything else */
  constructor(fixture: Fixture, changes = '') {
    copyFileSync(join(fixtures, `${fixture}.db`), this.file);
    this.change(changes);
  }

  /** Changes the file as its own server might, before Dust is started on it. */
  change(changes: string): void {
    const database = new DatabaseSync(this.file, { enableForeignKeyConstraints: false });
    database.exec(changes);
    database.close();
    copyFileSync(this.file, this.#before);
  }

  /** Rows as the earlier server has left them. */
  before(query: string): Row[] {
    return rowsOf(this.#before, query);
  }

  /** Rows as they are now. */
  now(query: string): Row[] {
    return rowsOf(this.file, query);
  }

  get backups(): string[] {
    return readdirSync(this.folder).filter((name) => name.endsWith('.bak'));
  }

  /** Starts the real application on the file. */
  start({ env, ...options }: TestServerOptions = {}): Promise<TestServer> {
    const own = { DATABASE_URL: `file:${this.file}`, JWT_SECRET: earlierSecret };
    return startTestServer({ ...options, folder: this.folder, env: { ...own, ...env } });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function rowsOf(file: string, query: string): Row[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(query).all();
  } finally {
    database.close();
  }
}

/** A stored time as the API shows it. */
export function apiTime(stored: unknown): string | null {
  return typeof stored === 'string' ? `${stored.replace(' ', 'T')}Z` : null;
}
