import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawPdfPage, listPages, openFileSource, readPage, type ByteSource } from '@dust/formats';
import { writeLargeCbr, writeLargeCbz, writeLargePdf } from '@dust/tooling/large-books';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pngOf } from './book-files.ts';
import { shelve } from './shelf.ts';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-large-pages-'));
const MB = 1_000_000;
const kinds = ['cbz', 'cbr', 'solid.cbr', 'pdf'] as const;
type Kind = (typeof kinds)[number];
const pathOf = (kind: Kind, pages: number): string => join(folder, `${pages}.${kind}`);
const formatOf = (kind: Kind) => (kind === 'solid.cbr' ? 'cbr' : kind);

let server: TestServer;
let reader: SignedIn;
let image: Buffer;
beforeAll(async () => {
  image = await pngOf({ width: 900, height: 1350 });
  // The smaller ones tell what a page costs without any size.
  for (const pages of [2, 300]) {
    const book = { pages, pageBytes: MB, realPage: Math.min(pages, 200), image };
    writeLargeCbz({ ...book, path: pathOf('cbz', pages) });
    writeLargeCbr({ ...book, path: pathOf('cbr', pages), isSolid: false });
    writeLargeCbr({ ...book, path: pathOf('solid.cbr', pages), isSolid: true });
    writeLargePdf({ ...book, path: pathOf('pdf', pages) });
  }
  server = await startTestServer({ env: { DUST_DIRS: folder, DUST_PAGE_CACHE_MB: '8' } });
  await server.signUp('admin');
  reader = await server.signUp('reader');
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

interface CountedSource extends ByteSource {
  bytesRead(): number;
}

function counted(path: string): CountedSource {
  const source = openFileSource(path);
  let bytesRead = 0;
  return {
    size: source.size,
    read: (offset, length) => {
      const data = source.read(offset, length);
      bytesRead += data.byteLength;
      return data;
    },
    readInto: (target, offset) => {
      const count = source.readInto?.(target, offset) ?? 0;
      bytesRead += count;
      return count;
    },
    bytesRead: () => bytesRead,
    [Symbol.dispose]: () => source[Symbol.dispose](),
  };
}

test('what follows a page of a solid archive is unpacked once, and found when it is turned to', async () => {
  const path = join(folder, 'short.cbr');
  copyFileSync(join(import.meta.dirname, '../../../packages/formats/tests/fixtures/solid-five.cbr'), path);
  const id = await shelve(server.services, { path, format: 'cbr' });
  const before = keptPages();
  const getPage = (number: number) =>
    server.inject({ url: `/books/${id}/pages/${number}`, headers: reader.headers });
  expect((await getPage(1)).statusCode).toBe(200);
  await vi.waitFor(() => expect(keptPages().length - before.length).toBe(3), { timeout: 10_000 });
  for (const number of [2, 3]) {
    const { data } = await readPage(path, number, { format: 'cbr' });
    expect(keptPages().some((file) => readFileSync(file).equals(data))).toBe(true);
    expect((await getPage(number)).rawPayload).toEqual(Buffer.from(data));
  }
});

describe('page 200 of a book of 300 MB', () => {
  test.each([
    ['cbz', 0.2],
    ['cbr', 0.2],
  ] as const)('is found in a %s with less than %d MB of reading', async (kind, mostMb) => {
    using source = counted(pathOf(kind, 300));
    expect(source.size).toBeGreaterThan(298 * MB);
    expect(await listPages(source, { format: kind })).toHaveLength(300);
    const page = await readPage(source, 200, { format: kind });
    expect(page.data).toEqual(new Uint8Array(image));
    expect(source.bytesRead()).toBeLessThan(mostMb * MB);
  });

  test('is drawn from a PDF with the reading of less than a tenth of it', async () => {
    using source = counted(pathOf('pdf', 300));
    const page = await drawPdfPage(source, 200, { width: 400, maxPixels: MB });
    const at = (200 * page.width + 300) * 4;
    expect([...page.pixels.subarray(at, at + 3)]).toEqual([255, 0, 0]);
    expect(source.bytesRead()).toBeLessThan(30 * MB);
  });

  test.each(kinds)(
    'of kind %s costs less than 20 MB more memory than a page of a small one',
    async (kind) => {
      const format = formatOf(kind);
      const [small, large] = [
        await shelve(server.services, { path: pathOf(kind, 2), format }),
        await shelve(server.services, { path: pathOf(kind, 300), format }),
      ];
      const open = async (id: number, page: string): Promise<number> => {
        const { statusCode } = await server.inject({
          url: `/books/${id}/pages/${page}`,
          headers: reader.headers,
        });
        expect(statusCode).toBe(200);
        return process.memoryUsage.rss();
      };
      // Both threads load all they need: what that takes is not the price of a book.
      for (const width of [160, 320, 960, 1280, 1600]) await open(small, `2?width=${width}`);
      const before = await open(small, '2?width=640');
      const after = await open(large, '200?width=640');
      expect((after - before) / MB).toBeLessThan(20);
    },
  );
});

function keptPages(): string[] {
  const cache = join(server.folder, 'data', 'cache', 'pages');
  if (!existsSync(cache)) return [];
  return readdirSync(cache, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
    .map((entry) => join(entry.parentPath, entry.name));
}
