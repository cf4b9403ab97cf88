import type { FileHandle } from 'node:fs/promises';
import { Readable, addAbortSignal, pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { createInflateRaw, inflateRaw } from 'node:zlib';
import { DEFAULT_LIMITS, type ReadLimits } from '../limits.ts';
import { assertPackedSizes, damaged, packedOffset, readAt, readPacked, unscramble } from './packed-bytes.ts';
import type { PackedFile } from './publication.ts';

export interface PackedFileOptions {
  readonly limits?: Partial<ReadLimits>;
  readonly signal?: AbortSignal;
}

export interface PackedFileStreamOptions extends PackedFileOptions {
  /** Bytes of the unpacked file from `start` to `end`, both included; all without it. */
  readonly range?: { readonly start: number; readonly end: number };
}

const CHUNK_BYTES = 256 * 1024;
const inflated = promisify(inflateRaw);

/**
 * A file of a publication's archive, unpacked and unscrambled off the main thread. Rejects with a `BookFileError` (CORRUPT
 * for other than the stated number of bytes, TOO_LARGE) or the reason of the signal. For small files: all of it is in memory.
 */
export async function readPackedFile(
  handle: FileHandle,
  file: PackedFile,
  { limits, signal }: PackedFileOptions = {},
): Promise<Uint8Array> {
  signal?.throwIfAborted();
  assertPackedSizes(file, { ...DEFAULT_LIMITS, ...limits });
  const packed = await readPacked(handle, file);
  signal?.throwIfAborted();
  const data = file.isDeflated ? await inflate(packed, file.sizeBytes) : packed;
  unscramble(data, 0, file.obfuscation);
  return data;
}

async function inflate(packed: Uint8Array, sizeBytes: number): Promise<Uint8Array> {
  let data: Uint8Array;
  try {
    data = await inflated(packed, {
      maxOutputLength: Math.max(1, sizeBytes),
      chunkSize: Math.max(64, Math.min(sizeBytes + 1, 1024 * 1024)),
    });
  } catch (cause) {
    throw damaged(cause);
  }
  if (data.byteLength !== sizeBytes) throw damaged();
  return data;
}

/**
 * A part of a file of a publication's archive as a stream that keeps little in memory; the handle must stay open until it
 * is closed. Rejects, or the stream fails, as {@link readPackedFile} does.
 */
export async function streamPackedFile(
  handle: FileHandle,
  file: PackedFile,
  options: PackedFileStreamOptions = {},
): Promise<Readable> {
  const { limits, signal, range = { start: 0, end: file.sizeBytes - 1 } } = options;
  signal?.throwIfAborted();
  assertPackedSizes(file, { ...DEFAULT_LIMITS, ...limits });
  const offset = await packedOffset(handle, file);
  const source = { handle, file, offset };
  const chunks = file.isDeflated ? inflatedChunks(source, range) : storedChunks(source, range);
  const stream = Readable.from(chunks, { objectMode: false, highWaterMark: CHUNK_BYTES });
  return signal === undefined ? stream : addAbortSignal(signal, stream);
}

interface Source {
  readonly handle: FileHandle;
  readonly file: PackedFile;
  /** Of the packed bytes. */
  readonly offset: number;
}

type Range = NonNullable<PackedFileStreamOptions['range']>;

/** A stored file is read from where the range begins. */
async function* storedChunks(
  { handle, file, offset }: Source,
  { start, end }: Range,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at <= end; at += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, end - at + 1);
    const chunk = await readAt(handle, offset + at, length);
    if (chunk.byteLength !== length) throw damaged();
    unscramble(chunk, at, file.obfuscation);
    yield chunk;
  }
}

/** A deflated file is unpacked from its start, and no further than the range goes. */
async function* inflatedChunks(source: Source, { start, end }: Range): AsyncGenerator<Uint8Array> {
  const { file } = source;
  const unpacked = createInflateRaw({ chunkSize: CHUNK_BYTES });
  // What fails ends the iteration below.
  pipeline(Readable.from(packedChunks(source), { objectMode: false }), unpacked, () => {});
  let at = 0;
  try {
    for await (const chunk of unpacked) {
      const data: Uint8Array = chunk;
      const next = at + data.byteLength;
      if (next > file.sizeBytes) throw damaged();
      unscramble(data, at, file.obfuscation);
      if (next > start) yield data.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at));
      at = next;
      if (at > end) return;
    }
  } catch (cause) {
    throw damaged(cause);
  }
  throw damaged();
}

async function* packedChunks({ handle, file, offset }: Source): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.packedBytes; at += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, file.packedBytes - at);
    const chunk = await readAt(handle, offset + at, length);
    if (chunk.byteLength !== length) throw damaged();
    yield chunk;
  }
}
