import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { writePdf } from '@dust/tooling/pdf';
import { epubOf, pngOf, zipOf } from '../book-files.ts';

/** The folder that stands for `/media/library` of the populated file of 2025. */
export function libraryIn(folder: string): string {
  return join(folder, 'library');
}

/**
 * Writes a book file at a path, with a title and an author of its own inside, unlike any in the database. Kindle books and RAR comics are
 * no such, as in the library of the populated file.
 */
export async function writeBookFile(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await contentOf(path));
}

async function contentOf(path: string): Promise<string | Buffer> {
  const [title, author] = [`Inside of ${path}`, 'Somebody Else'];
  switch (extname(path)) {
    case '.epub':
      return epubOf({ title, creator: author });
    case '.pdf':
      return writePdf({ title, author, chapters: [{ title: 'One', paragraphs: ['Text'] }] });
    case '.cbz':
      return zipOf({ '1.png': await pngOf() });
    default:
      return `not a book: ${path}`;
  }
}

/** SQL that brings paths and sizes in step with the files there are. */
export function movedInto(folder: string): string {
  const library = libraryIn(folder);
  const sizes = readdirSync(library, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `UPDATE books SET file_size = ${statSync(path).size} WHERE file_path = '${path}';`);
  return `UPDATE books SET file_path = replace(file_path, '/media/library', '${library}');\n${sizes.join('\n')}`;
}
