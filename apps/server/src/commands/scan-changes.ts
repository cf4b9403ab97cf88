import type { ChangedBooks } from '@dust/crawler';
import type { Db } from '@dust/db';

const kinds = ['added', 'updated', 'archived'] as const;
/** Ids in one statement. */
const chunk = 500;

/** The books a scan has changed something about. */
export class ScanChanges {
  readonly #ids = { added: new Set<number>(), updated: new Set<number>(), archived: new Set<number>() };

  add(changed: ChangedBooks): void {
    for (const kind of kinds) {
      for (const id of changed[kind]) this.#ids[kind].add(id);
    }
  }

  /** A line for each file: what would be done, and its path. */
  async describe(db: Db): Promise<string> {
    const lines: string[] = ['Nothing was changed: this was a trial on a copy.\n'];
    for (const kind of kinds) {
      const paths = await pathsOf(db, [...this.#ids[kind]]);
      lines.push(...paths.map((path) => `  ${kind.padEnd(9)} ${path}\n`));
    }
    return lines.join('');
  }
}

async function pathsOf(db: Db, ids: readonly number[]): Promise<string[]> {
  const paths: string[] = [];
  for (let start = 0; start < ids.length; start += chunk) {
    const rows = await db
      .selectFrom('books')
      .select('file_path')
      .where('id', 'in', ids.slice(start, start + chunk))
      .orderBy('id')
      .execute();
    paths.push(...rows.map(({ file_path: path }) => path.replaceAll(/\p{Cc}/gu, '?')));
  }
  return paths;
}
