import { basename } from 'node:path';
import { mediaTypes } from '@dust/api-contract';
import { contentDisposition } from '../files/content-disposition.ts';
import { sendFile } from '../files/send-file.ts';
import { HttpError } from '../http/http-error.ts';
import type { RouteSetup } from './route-setup.ts';

const mediaTypeOf: ReadonlyMap<string, string> = new Map(Object.entries(mediaTypes));

export function serveFiles({ router, services }: RouteSetup): void {
  const { folders, visibleBooks } = services;

  router.route('streamBook', async ({ params, query, principal, request, reply }) => {
    const book = await visibleBooks.get(principal, params.id);
    const handle = await folders.open(book.filePath).catch((cause: unknown) => {
      throw new HttpError('BOOK_FILE_NOT_FOUND', undefined, { cause });
    });
    return sendFile({ request, reply }, handle, {
      contentType: mediaTypeOf.get(book.fileFormat ?? '') ?? 'application/octet-stream',
      disposition: contentDisposition(
        query.download === true ? 'attachment' : 'inline',
        basename(book.filePath),
      ),
    });
  });
}
