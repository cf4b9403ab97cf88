import type { Principal } from '@dust/auth';
import { getBook, listCreators } from '@dust/books-core';
import { manifestType, publicationManifest } from '@dust/opds';
import type { KeptAnswer } from '../http/answer.ts';
import { weakEtag } from '../http/conditional.ts';
import { keptList } from '../lists/kept-list.ts';
import type { Services } from '../services.ts';
import { findPublication, type FoundPublication } from './find-publication.ts';
import { manifestHead } from './manifest-head.ts';
import { profileOf } from './publication-format.ts';

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

/** The manifest of a book as a viewer may see it, kept; throws what finding the book and its publication does. */
export async function makeManifest(services: Services, call: ManifestCall): Promise<MadeManifest> {
  const { viewer, bookId, base, self } = call;
  const found = await findPublication(services, await services.visibleBooks.get(viewer, bookId));
  const { format, stamp } = found.file;
  const request = { viewer, query: { bookId, stamp, self }, base };
  const answer = await keptList(services, { name: 'manifest', request }, async (identity) => ({
    body: Buffer.from(await writeManifest(services, call, found)),
    etag: weakEtag(identity),
    compressed: new Map(),
  }));
  return { mediaType: manifestType(profileOf(format)), answer };
}

async function writeManifest(
  { db, books }: Services,
  { viewer, bookId, base, self }: ManifestCall,
  { file, publication }: FoundPublication,
): Promise<string> {
  const record = await getBook(db, viewer, bookId);
  const creators = await listCreators(db, [record.id]);
  const head = manifestHead({
    record,
    creators: creators.get(record.id) ?? [],
    format: file.format,
    file: publication.metadata,
    self,
    coverUrl: books.cover(record, base).cover_image_url,
  });
  return publicationManifest(head, publication.content);
}
