import { permissions, type Book, type Tag } from '@dust/api-contract';
import type { BookRecord, TagRecord } from '@dust/books-core';
import { relativePath } from '@dust/crawler';
import { toIsoTime } from '@dust/db';
import type { CoverUrls } from '../covers/cover-urls.ts';
import { shownTime } from './shown-time.ts';

export interface Cover {
  readonly cover_image_path: string | null;
  readonly cover_image_url: string | null;
}

/** Shapes books as the contract has them. */
export class BookPresenter {
  readonly #directories: readonly string[];
  readonly #coverUrls: CoverUrls;

  constructor(directories: readonly string[], coverUrls: CoverUrls) {
    this.#directories = directories;
    this.#coverUrls = coverUrls;
  }

  /** @param base of absolute URLs, without a trailing slash */
  book(record: BookRecord, base: string): Book {
    return {
      id: record.id,
      name: record.name,
      author: record.author,
      filepath: relativePath(this.#directories, record.filePath),
      file_format: record.fileFormat,
      file_size: record.fileSize,
      page_count: record.pageCount,
      isbn: record.isbn,
      publication_date: record.publicationDate,
      publisher: record.publisher,
      description: record.description,
      language: record.language,
      series: record.series,
      series_number: record.seriesNumber,
      genre: record.tags.filter(({ category }) => category === 'genre').map(({ name }) => name),
      tags: [...record.tags],
      ...this.cover(record, base),
      status: record.status,
      archived_at: toIsoTime(record.archivedAt),
      archive_reason: record.archiveReason,
      created_at: shownTime(record.createdAt),
      updated_at: toIsoTime(record.updatedAt) ?? shownTime(record.createdAt),
    };
  }

  books(records: readonly BookRecord[], base: string): Book[] {
    return records.map((record) => this.book(record, base));
  }

  cover({ id, coverHash }: { readonly id: number; readonly coverHash: string | null }, base: string): Cover {
    if (coverHash === null) return { cover_image_path: null, cover_image_url: null };
    const path = this.#coverUrls.path(id, coverHash);
    return { cover_image_path: path, cover_image_url: `${base}/${path}` };
  }
}

export function presentTag(tag: TagRecord): Tag {
  return {
    id: tag.id,
    name: tag.name,
    category: tag.category,
    color: tag.color,
    description: tag.description,
    requires_permission: permissions.find((name) => name === tag.requiresPermission) ?? null,
    created_at: shownTime(tag.createdAt),
  };
}
