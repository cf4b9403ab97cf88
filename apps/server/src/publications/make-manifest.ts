import { getBook, listCreators } from '@dust/books-core';
import { manifestType, publicationManifest } from '@dust/opds';
import type { Principal } from '@dust/auth';
import type { KeptAnswer } from '../http/answer.ts';
import { weakEtag } from '../http/conditional.ts';
import type { Services } from '../services.ts';
import { findPublication } from './find-publication.ts';
import { manifestHead } from './manifest-head.ts';

export interface ManifestCall {
  readonly viewer: Principal;
  readonly bookId: number;
  /** Of absolute URLs, without a trailing slash. */
  readonly base: string;
  /** Absolute URL of the manifest. */
  readonly self: string;
}

export interface MadeManifest {
  readonly mediaType: string;
  readonly answer: KeptAnswer;
}

/** The manifest of a book as a viewer may see it; throws what finding the book and its publication does. */
export async function makeManifest(services: Services, call: ManifestCall): Promise<MadeManifest> {
  const { db, books } = services;
  const { viewer, bookId, base, self } = call;
  const record = await getBook(db, viewer, bookId);
  const { file, publication } = await findPublication(services, record);
  const creators = await listCreators(db, [record.id]);
  const head = manifestHead({
    record,
    creators: creators.get(record.id) ?? [],
    format: file.format,
    file: publication.metadata,
    self,
    coverUrl: books.cover(record, base).cover_image_url,
  });
  const answer = publication.manifest(JSON.stringify(head), () => {
    const body = Buffer.from(publicationManifest(head, publication.content));
    return { body, etag: weakEtag(body), compressed: new Map() };
  });
  return { mediaType: manifestType(head.profile), answer };
}
