import { basename } from 'node:path';
import { mediaTypes } from '@dust/api-contract';
import type { Principal } from '@dust/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentDisposition } from '../files/content-disposition.ts';
import { sendFile } from '../files/send-file.ts';
import { HttpError } from '../http/http-error.ts';
import type { Services } from '../services.ts';
import type { RouteSetup } from './route-setup.ts';

const mediaTypeOf: ReadonlyMap<string, string> = new Map(Object.entries(mediaTypes));

interface FileCall {
  readonly params: { readonly id: number };
  readonly principal: Principal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export function serveFiles({ router, services }: RouteSetup): void {
  router.route('streamBook', (call) =>
    sendBook(services, call, call.query.download === true ? 'attachment' : 'inline'),
  );
  router.route('opdsFile', (call) => sendBook(services, call, 'attachment'));
}

/** Sends the file of a book, or the part of it that was asked for. */
async function sendBook(
  { folders, visibleBooks }: Services,
  { params, principal, request, reply }: FileCall,
  disposition: 'inline' | 'attachment',
): ReturnType<typeof sendFile> {
  const book = await visibleBooks.get(principal, params.id);
  const handle = await folders.open(book.filePath).catch((cause: unknown) => {
    throw new HttpError('BOOK_FILE_NOT_FOUND', undefined, { cause });
  });
  return sendFile({ request, reply }, handle, {
    contentType: mediaTypeOf.get(book.fileFormat ?? '') ?? 'application/octet-stream',
    disposition: contentDisposition(disposition, basename(book.filePath)),
  });
}
