import { join } from 'node:path';
import { startLibrary, type Library } from './library.ts';
import { writeSampleLibrary } from './shelf.ts';
import type { SignedIn } from './test-server.ts';

export interface CatalogLibrary extends AsyncDisposable {
  readonly library: Library;
  /** Has begun three of the books. */
  readonly reader: SignedIn;
}

/** The sample library after a scan, and two books whose names are hard to write down. */
export async function startCatalogLibrary(): Promise<CatalogLibrary> {
  const library = await startLibrary();
  const { server } = library;
  const admin = await server.signUp('admin');
  const reader = await server.signUp('reader');
  writeSampleLibrary(join(server.folder, 'library'));
  await server.inject({ method: 'POST', url: '/admin/scan?wait=true', headers: admin.headers });
  const { books } = await reader.client.listBooks({ query: {} });
  for (const { id } of books.slice(0, 3))
    await reader.client.updateProgress({ params: { id }, body: { percentage_complete: 30 } });
  const hard = { format: 'mobi', series: '&amp; <b>' };
  const ids = await library.add(
    { ...hard, name: '<Ma&rk"up> ]]>', author: '</name>', number: 1 },
    { ...hard, name: 'Con\u0000trol\u001b \ufffe', author: '\u202eRTL \u0085', number: 2 },
  );
  await server.services.db
    .updateTable('books')
    .set({ cover_hash: 'ab'.repeat(32), cover_source: 'embedded' })
    .where('id', 'in', ids)
    .execute();
  return { library, reader, [Symbol.asyncDispose]: () => library[Symbol.asyncDispose]() };
}
