import { createHash } from 'node:crypto';
import { zipOf } from '../book-files.ts';
import { startLibrary, type BookFields, type Library } from '../library.ts';
import type { TestServerOptions } from '../test-server.ts';

const container =
  '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>';

/**
 * An EPUB with chapters of so many positions each: `OEBPS/ch1.xhtml` and so on.
 *
 * @param aside numbers of chapters out of the reading order
 */
export function novelOf(title: string, positions: readonly number[], aside: readonly number[] = []): Buffer {
  const items = positions.map(
    (_, index) => `<item id="c${index + 1}" href="ch${index + 1}.xhtml" media-type="application/xhtml+xml"/>`,
  );
  const spine = positions.map(
    (_, index) => `<itemref idref="c${index + 1}"${aside.includes(index + 1) ? ' linear="no"' : ''}/>`,
  );
  const metadata = `<dc:title>${title}</dc:title><dc:language>en</dc:language>`;
  const chapters = positions.map((count, index): [string, string] => {
    const text = `<html xmlns="http://www.w3.org/1999/xhtml"><body><p>${index + 1}</p></body></html>`;
    return [`OEBPS/ch${index + 1}.xhtml`, text.padEnd(count * 1024, ' ')];
  });
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': container,
    'OEBPS/book.opf': `<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest>${items.join('')}</manifest><spine>${spine.join('')}</spine></package>`,
    ...Object.fromEntries(chapters),
  });
}

/** What KOReader calls a book in tests. */
export function documentOf(name: string): string {
  return createHash('md5').update(name).digest('hex');
}

export interface ReadingLibrary extends Library {
  /** Adds a book that KOReader knows as {@link documentOf} its name. */
  addDocument(fields: BookFields): Promise<number>;
}

export async function startReadingLibrary(options: TestServerOptions = {}): Promise<ReadingLibrary> {
  const library = await startLibrary(options);
  return {
    ...library,
    addDocument: async (fields) => {
      const [id = 0] = await library.add(fields);
      await library.server.services.db
        .updateTable('books')
        .set({ partial_md5: documentOf(fields.name) })
        .where('id', '=', id)
        .execute();
      return id;
    },
  };
}
