import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS, imageSize } from '@dust/formats';
import type { Fetch } from './polite-requests.ts';
import { readAnswer, USER_AGENT } from './read-answer.ts';

export interface CoverFetcherOptions {
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  /** Where covers are kept; made when there is one. */
  readonly folder: string;
}

export interface FetchedCover {
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  /** Absolute path of the image. */
  readonly path: string;
}

const LARGEST_COVER = 5_000_000;
const REQUEST_MS = 10_000;

/** Hosts that catalogues name: an answer must not make the server call others, such as those of its own network. */
const COVER_HOSTS = /^(?:books\.google\.com|[\w-]+\.googleusercontent\.com|covers\.openlibrary\.org)$/;

/** Fetches an image and keeps it; null if it cannot be had or is no cover. Rejects only with the signal's reason. */
export async function fetchCover(
  options: CoverFetcherOptions,
  address: string,
): Promise<FetchedCover | null> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !COVER_HOSTS.test(url.hostname)) return null;
  url.protocol = 'https:';
  try {
    const bytes = await download(options, url);
    return bytes === null || !isCover(bytes) ? null : await keep(options.folder, bytes);
  } catch {
    options.signal.throwIfAborted();
    return null;
  }
}

async function download({ fetch, signal }: CoverFetcherOptions, url: URL): Promise<Buffer | null> {
  const response = await fetch(url, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]),
    headers: { 'User-Agent': USER_AGENT },
  });
  if (response.ok) return await readAnswer(response, LARGEST_COVER);
  await response.body?.cancel();
  return null;
}

/** Catalogues answer with an image of one pixel where they have none. */
function isCover(bytes: Uint8Array): boolean {
  const size = imageSize(bytes);
  if (size === undefined || size.width < 16 || size.height < 16) return false;
  return size.width * size.height <= DEFAULT_LIMITS.coverPixels;
}

async function keep(folder: string, bytes: Buffer): Promise<FetchedCover> {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const path = join(folder, hash);
  await mkdir(folder, { recursive: true });
  const part = `${path}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (error) {
    // On a full disk half a cover would only take more of it.
    await rm(part, { force: true });
    throw error;
  }
  return { hash, path };
}
