import type { Readable } from 'node:stream';
import type { VisibleBook } from '@dust/books-core';
import { BookFileError, type PackedFile } from '@dust/formats';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readRange, type ByteRange } from '../files/ranges.ts';
import { send, sendUnchanged, type Sent } from '../http/answer.ts';
import { matchesEtag } from '../http/conditional.ts';
import { HttpError } from '../http/http-error.ts';
import type { Services } from '../services.ts';
import { findPublication, type FoundPublication } from './find-publication.ts';
import { resourcePolicy } from './resource-policy.ts';
import { ArchiveChangedError, smallBytes } from './resource-reader.ts';

type ResourceServices = Pick<Services, 'bookPages' | 'publications' | 'resourceReader'>;

export interface ResourceCall {
  readonly book: VisibleBook;
  /** In the archive. */
  readonly path: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What is sent: bytes that are there, or a file that is read when its turn comes. */
interface Content {
  readonly kept?: Uint8Array | undefined;
  readonly tag: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly read: (range: ByteRange) => Promise<Uint8Array | Readable>;
}

/**
 * Sends one file of a book: whole, one range of it, or 304 (RFC 9110, sections 13 and 14). Throws BOOK_FILE_NOT_FOUND,
 * PUBLICATION_NOT_AVAILABLE, RESOURCE_NOT_FOUND or RANGE_NOT_SATISFIABLE.
 */
export async function sendResource(
  services: ResourceServices,
  { book, path, request, reply }: ResourceCall,
): Promise<Sent | FastifyReply> {
  const found = contentAt(services, await findPublication(services, book), path);
  const content = found instanceof Promise ? await found : found;
  const { tag, mediaType, sizeBytes } = content;
  const etag = `"${tag}"`;
  reply
    .header('accept-ranges', 'bytes')
    .header('etag', etag)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'Origin, Authorization')
    .header('content-security-policy', resourcePolicy);
  if (matchesEtag(request.headers['if-none-match'], etag)) return sendUnchanged(reply);
  const range = readRange(isRangeWanted(request, etag) ? request.headers.range : undefined, sizeBytes);
  if (range === 'unsatisfiable') {
    throw new HttpError('RANGE_NOT_SATISFIABLE', undefined, {
      headers: { 'content-range': `bytes */${sizeBytes}` },
    });
  }
  const part = range ?? { start: 0, end: sizeBytes - 1 };
  const isEmpty = request.method === 'HEAD' || sizeBytes === 0;
  const body = isEmpty
    ? ''
    : (content.kept?.subarray(part.start, part.end + 1) ?? (await content.read(part).catch(throwFailure)));
  if (range !== undefined) {
    reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  }
  reply.header('content-type', mediaType).header('content-length', part.end - part.start + 1);
  return typeof body === 'string' || body instanceof Uint8Array ? send(reply, body) : reply.send(body);
}

/** Without a date of its own, only the tag can tell whether a part still belongs to the whole. */
function isRangeWanted(request: FastifyRequest, etag: string): boolean {
  const condition = request.headers['if-range'];
  return condition === undefined || condition === etag;
}

function contentAt(
  services: ResourceServices,
  found: FoundPublication,
  path: string,
): Content | Promise<Content> {
  const resource = found.publication.find(path);
  if (resource === undefined) throw new HttpError('RESOURCE_NOT_FOUND');
  return resource.kind === 'packed'
    ? packedContent(services, found, resource.file)
    : pageContent(services, found, resource.number);
}

function packedContent(
  { publications, resourceReader }: ResourceServices,
  { file: archive }: FoundPublication,
  file: PackedFile,
): Content {
  const { mediaType, sizeBytes, headerOffset } = file;
  return {
    kept: sizeBytes > smallBytes ? undefined : resourceReader.getKept(archive, file),
    tag: `${archive.stamp}-${headerOffset.toString(36)}`,
    mediaType,
    sizeBytes,
    read: async (range) => {
      try {
        if (sizeBytes > smallBytes) return await resourceReader.stream(archive, file, range);
        return (await resourceReader.read(archive, file)).subarray(range.start, range.end + 1);
      } catch (error) {
        publications.stamps.forget(archive.path);
        throw error;
      }
    },
  };
}

/** A page of an archive of which only whole files can be had. */
async function pageContent(
  { bookPages }: ResourceServices,
  { file: { path, format, stamp } }: FoundPublication,
  number: number,
): Promise<Content> {
  if (format === 'epub') throw new HttpError('RESOURCE_NOT_FOUND');
  const page = await bookPages
    .get({ path, format, stamp, number, variant: { width: null, type: null } })
    .catch(throwFailure);
  if (page.kind !== 'image') throw new HttpError('RESOURCE_NOT_FOUND');
  const { data, mediaType } = page;
  return {
    tag: `${stamp}-p${number}`,
    mediaType,
    sizeBytes: data.length,
    read: async ({ start, end }) => data.subarray(start, end + 1),
  };
}

function throwFailure(cause: unknown): never {
  if (cause instanceof BookFileError) {
    throw new HttpError('RESOURCE_NOT_FOUND', 'The resource is damaged', { cause });
  }
  if (cause instanceof ArchiveChangedError) {
    throw new HttpError('PUBLICATION_NOT_AVAILABLE', 'The book file is being replaced', { cause });
  }
  throw new HttpError('BOOK_FILE_NOT_FOUND', undefined, { cause });
}
