import {
  BookFileError,
  bytesSource,
  contentHash,
  imageSize,
  listPages,
  partialMd5,
  readPage,
  readPublication,
  type BookFormat,
} from '../../src/index.ts';
import { noFacts } from '../../src/book-facts.ts';
import type { FactsDraft } from '../../src/facts-draft.ts';
import { openBook } from '../../src/open-book.ts';
import { readFacts } from '../../src/read-facts.ts';

/** Something a reader must not do. */
export interface Finding {
  readonly reader: string;
  readonly what: string;
  readonly stack: string;
}

/** A small file that takes longer than this hangs, for all that anybody can tell. */
const SLOW_MS = 5_000;
/** More memory than a small file can be worth, PDFium's own limit apart. */
const LARGE_BYTES = 400_000_000;

const comics: ReadonlySet<BookFormat> = new Set(['cbz', 'cbr']);
const publications: ReadonlySet<BookFormat> = new Set(['epub', 'pdf', 'cbz', 'cbr']);

/** Lets every reader of the format read the bytes; a `BookFileError` is what readers may throw. */
export async function examine(data: Uint8Array, format: BookFormat): Promise<Finding[]> {
  const source = bytesSource(data);
  const findings = [
    await trial('facts', async () => {
      using book = openBook(source, { format });
      const facts: FactsDraft = noFacts(format);
      try {
        // Below `readBook`, which takes errors that nobody foresaw for damage.
        await readFacts(book, facts, { cover: 'bytes', renderPdfPage: data.length % 8 === 0 });
      } finally {
        checkFacts(facts);
      }
    }),
    await trial('hashes', async () => [contentHash(source), partialMd5(source)]),
    await trial('image size', async () => imageSize(data)),
  ];
  if (comics.has(format)) {
    findings.push(
      await trial('pages', async () => {
        const pages = await listPages(source, { format });
        if (pages.length > 0) await readPage(source, 1 + (data.length % pages.length), { format });
      }),
    );
  }
  if (publications.has(format)) {
    findings.push(await trial('publication', async () => readPublication(source, { format })));
  }
  return findings.filter((finding) => finding !== undefined);
}

async function trial(reader: string, read: () => Promise<unknown>): Promise<Finding | undefined> {
  const start = performance.now();
  const before = process.memoryUsage.rss();
  try {
    await read();
  } catch (error) {
    if (!(error instanceof BookFileError)) {
      const stack = error instanceof Error ? (error.stack ?? '') : '';
      return { reader, what: String(error), stack };
    }
  }
  const tookMs = performance.now() - start;
  if (tookMs > SLOW_MS) return { reader, what: `took ${Math.round(tookMs)} ms`, stack: '' };
  const grewBytes = process.memoryUsage.rss() - before;
  if (grewBytes > LARGE_BYTES) return { reader, what: `grew by ${grewBytes} bytes`, stack: '' };
  return undefined;
}

/** What is stored and shown must be text that SQLite, JSON and XML can hold. */
function checkFacts(facts: FactsDraft): void {
  const json = JSON.stringify({ ...facts, cover: null });
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  const forbidden = /\\u(?:d[89a-f]|000[0-8bcef]|001)/i.exec(json);
  if (forbidden !== null) throw new Error(`Facts with ${forbidden[0]}…: ${json.slice(0, 300)}`);
  const { pageCount, series } = facts;
  if (pageCount !== null && !(Number.isSafeInteger(pageCount) && pageCount >= 0))
    throw new Error(`Page count ${pageCount}`);
  const number = series?.number ?? null;
  if (number !== null && !Number.isFinite(number)) throw new Error(`Series number ${number}`);
}
