import type { ByteSource } from '../byte-source.ts';
import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import type { Pdfium } from './pdfium-api.ts';
import type { BlockReader } from './pdfium-instance.ts';

/** PDFium reads in blocks of half a kilobyte. */
const CHUNK_BYTES = 64 * 1024;
const KEPT_CHUNKS = 4;
/** A document with a table of contents is found with far less; without one all of it would be searched. */
const MAX_READ_BYTES = 256 * 1024 * 1024;

interface Chunk {
  index: number;
  bytes: Uint8Array;
  readonly memory: Uint8Array;
}

/** Reads a file for PDFium, in larger blocks. `failure` tells what went wrong, since PDFium cannot pass it on. */
export function blockReader(
  { source, budget }: OpenBook,
  api: Pdfium,
): { readonly read: BlockReader; failure(): Error | undefined } {
  const chunks: Chunk[] = [];
  let failure: Error | undefined;
  let bytesRead = 0;

  const chunkAt = (index: number): Uint8Array => {
    const known = chunks.find((chunk) => chunk.index === index);
    if (known !== undefined) return known.bytes;
    budget.check();
    bytesRead += CHUNK_BYTES;
    if (bytesRead > MAX_READ_BYTES) {
      throw new BookFileError('CORRUPT', 'The PDF is damaged: its parts cannot be found.');
    }
    const chunk = reusedChunk(chunks);
    chunk.index = index;
    chunk.bytes = readChunk(source, chunk.memory, index * CHUNK_BYTES);
    return chunk.bytes;
  };

  const copy = (offset: number, target: number, length: number): boolean => {
    for (let done = 0; done < length;) {
      const at = offset + done;
      const start = at % CHUNK_BYTES;
      const part = chunkAt(Math.floor(at / CHUNK_BYTES)).subarray(start, start + length - done);
      if (part.byteLength === 0) return false;
      api.pdfium.HEAPU8.set(part, target + done);
      done += part.byteLength;
    }
    return true;
  };

  const read: BlockReader = (offset, target, length) => {
    if (failure !== undefined) return 0;
    try {
      return copy(offset, target, length) ? 1 : 0;
    } catch (error) {
      failure = error instanceof Error ? error : new Error('The file could not be read.', { cause: error });
      return 0;
    }
  };
  return { read, failure: () => failure };
}

/** The oldest of a few chunks: a document that is searched from end to end must not fill the memory. */
function reusedChunk(chunks: Chunk[]): Chunk {
  const oldest = chunks.length < KEPT_CHUNKS ? undefined : chunks.shift();
  const chunk = oldest ?? { index: -1, bytes: new Uint8Array(), memory: new Uint8Array(CHUNK_BYTES) };
  chunks.push(chunk);
  return chunk;
}

function readChunk(source: ByteSource, memory: Uint8Array, offset: number): Uint8Array {
  if (source.readInto === undefined) return source.read(offset, CHUNK_BYTES);
  return memory.subarray(0, source.readInto(memory, offset));
}
