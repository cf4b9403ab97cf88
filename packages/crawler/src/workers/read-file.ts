import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import {
  contentHash,
  openDescriptorSource,
  partialMd5,
  readBook,
  type BookFacts,
  type BookFormat,
  type ByteSource,
  type CoverWish,
  type Problem,
} from '@dust/formats';
import { errorCode } from '../walk/file-system.ts';
import { readableCover, renderedPageHash, type CoverFound } from './read-cover.ts';

/** One file to read. Plain data: it is sent to another thread. */
export interface ReadTask {
  readonly path: string;
  readonly format: BookFormat;
  /** Paths of images that may be the cover, before and after the file's own. */
  readonly coversFirst: readonly string[];
  readonly coversLast: readonly string[];
}

/** What was found in a file. Plain data. */
export interface ReadResult {
  readonly path: string;
  /** False if there is no file any more. */
  readonly isThere: boolean;
  readonly size: number;
  /** Whole milliseconds since 1970, from before the first byte was read. */
  readonly mtimeMs: number;
  readonly contentHash: string | null;
  readonly partialMd5: string | null;
  /** Without the cover's bytes; null if not even reading was possible. */
  readonly facts: BookFacts | null;
  readonly problem: Problem | null;
  readonly cover: CoverFound | null;
}

/** A result without facts. */
export function failedRead(path: string, problem: Problem | null): ReadResult {
  return {
    path,
    isThere: problem !== null,
    size: 0,
    mtimeMs: 0,
    contentHash: null,
    partialMd5: null,
    facts: null,
    problem,
    cover: null,
  };
}

/** Reads hashes, metadata and cover of a file. A bad file is a result, never an error. */
export async function readFile(task: ReadTask): Promise<ReadResult> {
  let fd: number;
  try {
    // Without O_NONBLOCK a pipe that took the file's place would hold the thread for ever.
    fd = openSync(task.path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const isGone = errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR';
    return failedRead(task.path, isGone ? null : unreadable);
  }
  try {
    return await readDescriptor(task, fd);
  } finally {
    closeSync(fd);
  }
}

const unreadable: Problem = { reason: 'UNREADABLE', message: 'The file cannot be opened or read.' };
const empty: Problem = { reason: 'EMPTY', message: 'The file is empty.' };

async function readDescriptor(task: ReadTask, fd: number): Promise<ReadResult> {
  const stats = fstatSync(fd);
  const before = { size: stats.size, mtimeMs: Math.floor(stats.mtimeMs) };
  if (!stats.isFile()) return failedRead(task.path, unreadable);
  if (stats.size === 0) return { ...failedRead(task.path, empty), ...before };
  const source = openDescriptorSource(fd);
  try {
    const hashes = { contentHash: contentHash(source), partialMd5: partialMd5(source) };
    const { facts, cover } = await readFactsAndCover(task, source, hashes.contentHash);
    return { path: task.path, isThere: true, ...before, ...hashes, facts, problem: facts.problem, cover };
  } catch {
    return { ...failedRead(task.path, unreadable), ...before };
  }
}

interface FactsAndCover {
  readonly facts: BookFacts;
  readonly cover: CoverFound | null;
}

async function readFactsAndCover(task: ReadTask, source: ByteSource, hash: string): Promise<FactsAndCover> {
  const beside = readableCover(task.coversFirst);
  const wish: CoverWish = beside === null ? 'bytes' : 'none';
  const facts = await readBook(source, { format: task.format, cover: wish });
  const cover = beside ?? ownCover(facts, hash) ?? readableCover(task.coversLast);
  // The bytes of covers stay in the thread that has read them.
  return { facts: { ...facts, cover: null }, cover };
}

function ownCover({ cover }: BookFacts, hash: string): CoverFound | null {
  if (cover === null) return null;
  if (cover.hash !== null) return { source: cover.kind, hash: cover.hash, path: null };
  return cover.kind === 'first-page'
    ? { source: 'first-page', hash: renderedPageHash(hash), path: null }
    : null;
}
