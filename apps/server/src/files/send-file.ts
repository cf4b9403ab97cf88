import type { ReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { send, sendUnchanged, type Sent } from '../http/answer.ts';
import { matchesEtag } from '../http/conditional.ts';
import { HttpError } from '../http/http-error.ts';
import { fileStamp, type FileState } from './file-stamps.ts';
import { readRange, type ByteRange } from './ranges.ts';

export interface FileAnswer {
  readonly contentType: string;
  readonly disposition?: string;
  /** Private, to be asked for again at each use, if absent. */
  readonly caching?: { readonly cacheControl: string; readonly vary: string };
}

const privately = { cacheControl: 'private, no-cache', vary: 'Origin, Authorization' };

/** Parts up to this size are read at once; larger ones are streamed. */
const wholeBytes = 256 * 1024;
const chunkBytes = 256 * 1024;

/**
 * Sends an open file: whole, one range of it, or 304 (RFC 9110, sections 13 and 14). Takes over the handle and closes it, also
 * when the client goes away.
 */
export async function sendFile(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  handle: FileHandle,
  answer: FileAnswer,
): Promise<Sent | FastifyReply> {
  let stream: ReadStream | undefined;
  try {
    const stats = await handle.stat();
    const { size, mtime } = stats;
    const etag = fileTag(stats);
    const { cacheControl, vary } = answer.caching ?? privately;
    reply
      .header('accept-ranges', 'bytes')
      .header('etag', etag)
      .header('last-modified', mtime.toUTCString())
      .header('cache-control', cacheControl)
      .header('vary', vary);
    if (isNotModified(request, etag, mtime)) return sendUnchanged(reply);
    reply.header('content-type', answer.contentType);
    if (answer.disposition !== undefined) reply.header('content-disposition', answer.disposition);
    const range = readRange(isRangeWanted(request, etag, mtime) ? request.headers.range : undefined, size);
    if (range === 'unsatisfiable') {
      throw new HttpError('RANGE_NOT_SATISFIABLE', undefined, {
        headers: { 'content-range': `bytes */${size}` },
      });
    }
    if (range !== undefined)
      reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
    const part = range ?? { start: 0, end: size - 1 };
    const length = part.end - part.start + 1;
    reply.header('content-length', length);
    if (request.method === 'HEAD' || length === 0) return send(reply, '');
    if (length <= wholeBytes) return send(reply, await readPart(handle, part));
    stream = streamPart(handle, part, request);
  } finally {
    if (stream === undefined) await handle.close();
  }
  return reply.send(stream);
}

/** A client that is owed more bytes than the file has by now would wait for them: its connection is broken off. */
function streamPart(handle: FileHandle, part: ByteRange, request: FastifyRequest): ReadStream {
  const stream = handle.createReadStream({ ...part, autoClose: true, highWaterMark: chunkBytes });
  return stream.once('end', () => {
    if (stream.bytesRead < part.end - part.start + 1) request.raw.destroy();
  });
}

/** A strong entity tag of a file. */
export function fileTag(stats: FileState): string {
  return `"${fileStamp(stats)}"`;
}

/** A file that shrank since is an error: the announced length can no longer be kept. */
async function readPart(handle: FileHandle, { start, end }: ByteRange): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(end - start + 1);
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
    if (bytesRead === 0) throw new Error('The file ended before its size');
    filled += bytesRead;
  }
  return buffer;
}

function isNotModified(request: FastifyRequest, etag: string, mtime: Date): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = request.headers;
  if (tags !== undefined) return matchesEtag(tags, etag);
  return since !== undefined && wholeSeconds(mtime.getTime()) <= Date.parse(since);
}

function isRangeWanted(request: FastifyRequest, etag: string, mtime: Date): boolean {
  const condition = request.headers['if-range'];
  if (condition === undefined) return true;
  if (typeof condition !== 'string') return false;
  return condition.startsWith('"')
    ? condition === etag
    : Date.parse(condition) === wholeSeconds(mtime.getTime());
}

function wholeSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000) * 1000;
}
