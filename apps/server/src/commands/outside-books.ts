import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import type { Db } from '@dust/db';
import { CommandError } from './command.ts';

/**
 * Refuses folders that are only a part of the library: a scan of them would take the books elsewhere for gone and archive them. Throws
 * {@link CommandError} when a book outside has its file.
 */
export async function requireAllBooksInside(db: Db, directories: readonly string[]): Promise<void> {
  const prefixes = directories.map((directory) => (directory.endsWith(sep) ? directory : directory + sep));
  const books = await db
    .selectFrom('books')
    .select('file_path')
    .where('status', 'is distinct from', 'archived')
    .orderBy('id')
    .execute();
  const outside = books.find(
    ({ file_path: path }) => !prefixes.some((prefix) => path.startsWith(prefix)) && existsSync(path),
  );
  if (outside === undefined) return;
  throw new CommandError(
    `${outside.file_path} lies outside of these folders and would be archived; name all folders of the library`,
  );
}
