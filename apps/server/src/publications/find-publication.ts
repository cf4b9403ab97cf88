import type { VisibleBook } from '@dust/books-core';
import { HttpError } from '../http/http-error.ts';
import type { Services } from '../services.ts';
import type { OpenPublication } from './open-publication.ts';
import { publicationFormatOf } from './publication-format.ts';
import type { PublicationFile } from './publications.ts';

/** A publication, and the file it was found in. */
export interface FoundPublication {
  readonly file: PublicationFile;
  readonly publication: OpenPublication;
}

/** Throws BOOK_FILE_NOT_FOUND or PUBLICATION_NOT_AVAILABLE. */
export async function findPublication(
  { publications }: Pick<Services, 'publications'>,
  { filePath, fileFormat }: Pick<VisibleBook, 'filePath' | 'fileFormat'>,
): Promise<FoundPublication> {
  const format = publicationFormatOf(fileFormat);
  if (format === undefined) throw new HttpError('PUBLICATION_NOT_AVAILABLE');
  const recent = publications.stamps.get(filePath);
  const stamp = typeof recent === 'string' ? recent : await recent.catch(throwNotFound);
  const file = { path: filePath, format, stamp };
  const publication = publications.getKept(file) ?? (await publications.get(file).catch(throwNotFound));
  if (publication === undefined) throw new HttpError('PUBLICATION_NOT_AVAILABLE');
  return { file, publication };
}

function throwNotFound(cause: unknown): never {
  throw new HttpError('BOOK_FILE_NOT_FOUND', undefined, { cause });
}
