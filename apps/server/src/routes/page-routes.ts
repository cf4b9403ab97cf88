import type { FileHandle } from 'node:fs/promises';
import type { Principal } from '@dust/auth';
import type { PageResult, PageTask } from '../comics/page-worker.ts';
import { chooseType, coverWidths } from '../covers/variant.ts';
import { send, sendUnchanged } from '../http/answer.ts';
import { matchesEtag } from '../http/conditional.ts';
import { HttpError } from '../http/http-error.ts';
import { presentPage } from '../presenters/page-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

interface OpenComic {
  readonly handle: FileHandle;
  readonly format: PageTask['format'];
}

export function servePages({ router, services }: RouteSetup): void {
  const { folders, comicPages, visibleBooks } = services;

  router.route('listPages', async ({ params, principal }) => {
    const { handle, format } = await openComic(principal, params.id);
    try {
      const result = await comicPages.read({ fd: handle.fd, format, page: null });
      if (result.kind !== 'pages') throw failureOf(result);
      const pages = result.pages.map((page) => presentPage(page, params.id));
      return { book: { id: params.id }, totalPages: pages.length, pages };
    } finally {
      await handle.close();
    }
  });

  router.route('getPage', async ({ params, query, principal, request, reply }) => {
    const { handle, format } = await openComic(principal, params.id);
    try {
      const width = coverWidths.find((one) => one === query.width);
      const resize = width === undefined ? null : { width, type: chooseType(request.headers.accept) };
      const variant = resize === null ? '' : `-${resize.width}-${resize.type.slice(6)}`;
      const etag = `"${await stampOf(handle)}-${params.number}${variant}"`;
      const known = request.headers['if-none-match'];
      const isKnown = matchesEtag(known, etag);
      void reply
        .header('etag', etag)
        .header('cache-control', 'private, no-cache')
        .header('vary', resize === null ? 'Origin, Authorization' : 'Origin, Authorization, Accept');
      // Who names the tag has had the page; who sends `*` may ask for one that is not there.
      if (isKnown && known?.trim() !== '*') return sendUnchanged(reply);
      const page = { number: params.number, resize };
      const result = await comicPages.read({ fd: handle.fd, format, page });
      if (result.kind !== 'image') throw failureOf(result);
      return isKnown ? sendUnchanged(reply) : send(reply.type(result.image.mediaType), result.image.data);
    } finally {
      await handle.close();
    }
  });

  async function openComic(viewer: Principal, bookId: number): Promise<OpenComic> {
    const { fileFormat: format, filePath } = await visibleBooks.get(viewer, bookId);
    if (format !== 'cbz' && format !== 'cbr') throw new HttpError('PAGES_NOT_AVAILABLE');
    const handle = await folders.open(filePath).catch((cause: unknown) => {
      throw new HttpError('BOOK_FILE_NOT_FOUND', undefined, { cause });
    });
    return { handle, format };
  }
}

/** Changes when the bytes of the file do. */
async function stampOf(handle: FileHandle): Promise<string> {
  const { size, mtimeMs } = await handle.stat();
  return `${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}`;
}

function failureOf({ kind }: PageResult): HttpError {
  return new HttpError(kind === 'missing' ? 'PAGE_NOT_FOUND' : 'PAGES_NOT_AVAILABLE');
}
