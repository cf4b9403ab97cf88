import { contract } from '@dust/api-contract';
import { getCoverFacts, type CoverFacts } from '@dust/books-core';
import { formatOfName } from '@dust/formats';
import type { FastifyRequest } from 'fastify';
import { assertAccess } from '../http/access.ts';
import type { CoverOrigin } from '../covers/image-worker.ts';
import { coverWidths } from '../covers/variant.ts';
import { chooseType } from '../images/image-type.ts';
import { send, sendUnchanged, type Sent } from '../http/answer.ts';
import { matchesEtag } from '../http/conditional.ts';
import { HttpError } from '../http/http-error.ts';
import { readQuery } from '../http/queries.ts';
import { targetOf, type Call } from '../http/router.ts';
import type { RouteSetup } from './route-setup.ts';

const yearS = 31_536_000;
const { v, sig } = contract.getCover.query.properties;
const signature = { v, sig };

export function serveCovers({ router, services, access }: RouteSetup): void {
  const { db, covers, coverUrls, visibleBooks } = services;

  router.route('getCover', sendCover, { authorize });

  /** Wants credentials unless the URL is signed; before all else, so that others learn nothing of what is wrong. */
  async function authorize(request: FastifyRequest): Promise<void> {
    const id = targetOf(request);
    const given = readQuery(signature, request.query);
    if (id !== undefined && coverUrls.isSigned(id, textOf(given['v']), textOf(given['sig']))) return;
    const principal = await access.authenticate(request.headers.authorization);
    assertAccess('books.read', principal, id);
    request.principal = principal;
  }

  async function sendCover(call: Call<'getCover'>): Promise<Sent> {
    const { params, query, request, reply, principal } = call;
    const isSigned = principal === null;
    if (principal !== null) await visibleBooks.get(principal, params.id);
    const facts = await getCoverFacts(db, params.id);
    const origin = facts === undefined ? undefined : originOf(facts);
    if (facts?.coverHash === null || facts === undefined || origin === undefined)
      throw new HttpError('COVER_NOT_FOUND');
    const width = coverWidths.find((one) => one === query.width);
    const resize = width === undefined ? null : { width, type: chooseType(request.headers.accept) };
    const etag = `"${coverUrls.version(facts.coverHash)}${resize === null ? '' : `-${resize.width}-${resize.type.slice(6)}`}"`;
    const isCurrent = query.v === coverUrls.version(facts.coverHash);
    void reply
      .header('etag', etag)
      .header('vary', 'Origin, Accept')
      .header('cache-control', cacheControl(isSigned, isCurrent));
    if (matchesEtag(request.headers['if-none-match'], etag)) return sendUnchanged(reply);
    const cover = await covers.get({ hash: facts.coverHash, origin, resize });
    if (cover === null) throw new HttpError('COVER_NOT_FOUND');
    // Another image has taken the place of the one that the URL names: good for now, and not to be kept.
    if (!cover.isAsNamed)
      void reply.removeHeader('etag').header('cache-control', cacheControl(isSigned, false));
    return send(reply.type(cover.mediaType), cover.data);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function cacheControl(isSigned: boolean, isCurrent: boolean): string {
  if (!isSigned) return 'private, no-cache';
  return isCurrent ? `public, max-age=${yearS}, immutable` : 'public, no-cache';
}

/** Where the cover's bytes are to be had; undefined for a book without one. */
function originOf({ coverSource, coverImagePath, filePath }: CoverFacts): CoverOrigin | undefined {
  if (coverSource === 'file' || coverSource === 'external')
    return coverImagePath === null ? undefined : { kind: 'image', path: coverImagePath };
  const format = formatOfName(filePath);
  return coverSource === null || format === undefined ? undefined : { kind: 'book', path: filePath, format };
}
