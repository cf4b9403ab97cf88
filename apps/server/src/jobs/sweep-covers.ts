import type { Dir } from 'node:fs';
import { opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listKnownCoverHashes } from '@dust/books-core';
import type { Db } from '@dust/db';
import type { Logger } from 'pino';

export interface CoverSweep {
  readonly db: Db;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Folders of files whose names begin with the SHA-256 (hex) of a cover, directly or one folder down. */
  readonly folders: readonly string[];
}

interface CoverFile {
  readonly path: string;
  readonly hash: string;
}

const batchSize = 300;
/** A cover fetched just now is not in the database yet. */
const graceMs = 3_600_000;
const coverName = /^[0-9a-f]{64}(?![0-9a-f])/;

/**
 * Removes the files of covers that no book has any more; returns how many. Files younger than an hour and those that are no
 * covers stay. What cannot be read or removed is told in one line of the log.
 */
export async function sweepCovers({ db, clock, logger, folders }: CoverSweep): Promise<number> {
  const errors: unknown[] = [];
  const oldestKeptMs = clock().getTime() - graceMs;
  let removed = 0;
  for await (const files of inBatches(coversIn(folders, errors))) {
    const known = await listKnownCoverHashes(
      db,
      files.map(({ hash }) => hash),
    );
    for (const { path } of files.filter(({ hash }) => !known.has(hash))) {
      try {
        if ((await stat(path)).mtimeMs > oldestKeptMs) continue;
        await rm(path);
        removed += 1;
      } catch (error) {
        if (!isMissing(error)) errors.push(error);
      }
    }
  }
  if (errors.length > 0)
    logger.warn(
      { err: errors[0], failures: errors.length },
      'could not clear away all covers without a book',
    );
  return removed;
}

async function* coversIn(folders: readonly string[], errors: unknown[]): AsyncGenerator<CoverFile> {
  for (const folder of folders) {
    for await (const { name, path, isFolder } of entriesOf(folder, errors)) {
      if (isFolder) yield* coverFiles(entriesOf(path, errors));
      else yield* coverFile(name, path);
    }
  }
}

async function* coverFiles(entries: AsyncIterable<Entry>): AsyncGenerator<CoverFile> {
  for await (const { name, path, isFolder } of entries) if (!isFolder) yield* coverFile(name, path);
}

function* coverFile(name: string, path: string): Generator<CoverFile> {
  const hash = coverName.exec(name)?.[0];
  if (hash !== undefined) yield { path, hash };
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
}

async function* entriesOf(folder: string, errors: unknown[]): AsyncGenerator<Entry> {
  let listing: Dir;
  try {
    listing = await opendir(folder);
  } catch (error) {
    if (!isMissing(error)) errors.push(error);
    return;
  }
  for await (const entry of listing)
    yield { name: entry.name, path: join(folder, entry.name), isFolder: entry.isDirectory() };
}

async function* inBatches<Item>(items: AsyncIterable<Item>): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
