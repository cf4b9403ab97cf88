import type { QueryOf } from '@dust/api-contract';
import type { VisibleBook } from '@dust/books-core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { send, sendUnchanged, type Sent } from '../http/answer.ts';
import { matchesEtag } from '../http/conditional.ts';
import { HttpError } from '../http/http-error.ts';
import type { Services } from '../services.ts';
import type { PageAnswer, WantedPage } from './book-pages.ts';
import type { NoPage, PagedFile } from './paged-file.ts';
import { chooseVariant, pagedFormatOf, variantName, type PagedFormat } from './page-variant.ts';

type PageServices = Pick<Services, 'bookPages' | 'fileStamps'>;

export interface PageCall {
  readonly book: VisibleBook;
  /** From 1. */
  readonly number: number;
  readonly query: QueryOf<'getPage'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Called when the page is there, before it is sent. */
  readonly onThere: () => Promise<void>;
}

const yearS = 31_536_000;
/** A file that changes while it is read is looked at once more. */
const attempts = 2;
const stampForm = /^[0-9a-z]{1,16}-[0-9a-z]{1,16}$/;

/** Sends one page, or 304. Throws PAGES_NOT_AVAILABLE, PAGE_NOT_FOUND or BOOK_FILE_NOT_FOUND. */
export async function sendPage(services: PageServices, call: PageCall): Promise<Sent> {
  const { book, number, query, request, reply } = call;
  const { bookPages } = services;
  const format = formatOf(book);
  const variant = chooseVariant({ ...query, accept: request.headers.accept }, format);
  const page = { path: book.filePath, format, number, variant };
  const { v = '' } = query;
  // Bytes of the very content the address names are right, whatever has become of the file since.
  const named = stampForm.test(v) ? bookPages.getKept({ ...page, stamp: v }) : undefined;
  for (let attempt = 1; ; attempt += 1) {
    const stamp = named === undefined ? await stampOf(services, book) : v;
    const wanted = { ...page, stamp };
    const etag = `"${stamp}-${number}${variantName(variant)}"`;
    const known = request.headers['if-none-match'];
    const isKnown = matchesEtag(known, etag);
    // Who names the tag has had the page; who sends `*` may ask for one that is not there.
    const isHad = isKnown && known?.trim() !== '*';
    const answer = isHad ? undefined : (named ?? (await getPage(services, wanted)));
    if (answer?.kind === 'changed' && attempt < attempts) continue;
    if (answer !== undefined && answer.kind !== 'image') throw failureOf(answer);
    await call.onThere();
    void reply
      .header('etag', etag)
      .header('cache-control', cacheControl(query, stamp))
      .header(
        'vary',
        isChosenByAccept(query, format) ? 'Origin, Authorization, Accept' : 'Origin, Authorization',
      );
    return answer === undefined || isKnown
      ? sendUnchanged(reply)
      : send(reply.type(answer.mediaType), answer.data);
  }
}

/** The book's file as it is now. Throws PAGES_NOT_AVAILABLE or BOOK_FILE_NOT_FOUND. */
export async function pagedFileOf(services: PageServices, book: VisibleBook): Promise<PagedFile> {
  return { path: book.filePath, format: formatOf(book), stamp: await stampOf(services, book) };
}

export function failureOf({ kind }: NoPage): HttpError {
  if (kind === 'missing') return new HttpError('PAGE_NOT_FOUND');
  if (kind === 'unreadable') return new HttpError('PAGES_NOT_AVAILABLE');
  const text =
    kind === 'changed' ? 'The book file is being replaced' : 'The page takes too much time or memory';
  return new HttpError('PAGES_NOT_AVAILABLE', text);
}

async function getPage({ bookPages }: PageServices, wanted: WantedPage): Promise<PageAnswer> {
  return bookPages.get(wanted).catch(throwNotFound);
}

function stampOf({ fileStamps }: PageServices, { filePath }: VisibleBook): Promise<string> {
  return fileStamps.get(filePath).catch(throwNotFound);
}

function throwNotFound(cause: unknown): never {
  throw new HttpError('BOOK_FILE_NOT_FOUND', undefined, { cause });
}

function formatOf({ fileFormat }: VisibleBook): PagedFormat {
  const format = pagedFormatOf(fileFormat);
  if (format === undefined) throw new HttpError('PAGES_NOT_AVAILABLE');
  return format;
}

/** What records progress has to be asked for each time. */
function cacheControl({ v, progress }: PageCall['query'], stamp: string): string {
  return v === stamp && progress !== true ? `private, max-age=${yearS}, immutable` : 'private, no-cache';
}

function isChosenByAccept({ width, format }: PageCall['query'], book: PagedFormat): boolean {
  return format === undefined && (book === 'pdf' || width !== undefined);
}
