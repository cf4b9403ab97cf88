import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Book } from '@dust/api-contract';
import { writeSampleLibrary } from '../shelf.ts';
import { startTestServer, type SignedIn, type TestServer } from '../test-server.ts';

/** A server whose library holds every EPUB, PDF and comic there is to test with. */
export interface PublicationLibrary extends AsyncDisposable {
  readonly server: TestServer;
  readonly reader: SignedIn;
  readonly books: readonly Book[];
  /** The library directory. */
  readonly folder: string;
}

const formats = 'epub,pdf,cbz,cbr';
const realBooks = join(import.meta.dirname, '../../../../packages/formats/tests/fixtures');

/** The sample library and real books; a folder of more can be named by `DUST_TEST_BOOKS`. */
export async function startPublicationLibrary(): Promise<PublicationLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'dust-publications-'));
  writeSampleLibrary(folder);
  const more = process.env['DUST_TEST_BOOKS'];
  for (const from of [realBooks, ...(more === undefined ? [] : [more])]) copyBooks(from, folder);
  const server = await startTestServer({ env: { DUST_DIRS: folder } });
  const reader = await server.signUp('reader');
  await reader.client.startScan({ body: {}, query: { wait: true } });
  const { books } = await reader.client.listBooks({ query: { format: formats.split(',') } });
  return {
    server,
    reader,
    books,
    folder,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

function copyBooks(from: string, to: string): void {
  for (const path of globSync(`**/*.{${formats}}`, { cwd: from })) {
    const target = join(to, basename(from), dirname(path), basename(path));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(from, path), target);
  }
}
