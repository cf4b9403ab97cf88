import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS, imageSize } from '@dust/formats';
import type { Fetch } from './external-lookup.ts';

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
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]) });
  if (!response.ok || response.body === null) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > LARGEST_COVER) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return { hash, path };
}
