import { join } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LibraryFolders } from '../files/library-folders.ts';
import { fileTag, sendFile } from '../files/send-file.ts';
import { sendKeptBody, sendUnchanged, type KeptAnswer, type Sent } from '../http/answer.ts';
import { matchesEtag } from '../http/conditional.ts';
import { isHashedName, webTypeOf } from './media-types.ts';
import { webPath } from './web-path.ts';

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Text beyond this size is sent as it is. */
const largestTextBytes = 16 * 1024 * 1024;
/** Text kept in memory with its compressed forms, all files together. */
const keptBytes = 64 * 1024 * 1024;

const yearS = 31_536_000;

/** The built web client of a folder, served at the paths its files have there. */
export class WebClient {
  readonly #folder: string;
  readonly #folders: LibraryFolders;
  readonly #kept = new Map<string, KeptAnswer>();
  #keptBytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#folders = new LibraryFolders([folder]);
  }

  /** Sends the client's first page; undefined if the folder has none. */
  sendIndex(exchange: Exchange): Promise<Sent | FastifyReply | undefined> {
    return this.#sendPath(['index.html'], exchange);
  }

  /** Sends the file a request names; undefined if there is none to be had. */
  async sendNamed(exchange: Exchange): Promise<Sent | FastifyReply | undefined> {
    const { method, url } = exchange.request;
    const segments = method === 'GET' || method === 'HEAD' ? webPath(url) : undefined;
    return segments === undefined ? undefined : this.#sendPath(segments, exchange);
  }

  async #sendPath(segments: readonly string[], exchange: Exchange): Promise<Sent | FastifyReply | undefined> {
    const path = join(this.#folder, ...segments);
    const handle = await this.#folders.open(path).catch(() => undefined);
    if (handle === undefined) return undefined;
    const { type, isText } = webTypeOf(path);
    const caching = {
      cacheControl: isHashedName(path) ? `public, max-age=${yearS}, immutable` : 'no-cache',
      vary: 'Origin, Accept-Encoding',
    };
    const { size } = await handle.stat();
    if (!isText || size > largestTextBytes || exchange.request.headers.range !== undefined) {
      return sendFile(exchange, handle, { contentType: type, caching });
    }
    const kept = await this.#textOf(path, handle);
    const { request, reply } = exchange;
    reply
      .header('etag', kept.etag)
      .header('cache-control', caching.cacheControl)
      .header('vary', caching.vary);
    if (matchesEtag(request.headers['if-none-match'], kept.etag)) return sendUnchanged(reply);
    return sendKeptBody(request, reply.header('content-type', type), kept);
  }

  async #textOf(path: string, handle: FileHandle): Promise<KeptAnswer> {
    try {
      const etag = `W/${fileTag(await handle.stat())}`;
      const kept = this.#kept.get(path);
      if (kept?.etag === etag) return kept;
      const answer: KeptAnswer = { body: await handle.readFile(), etag, compressed: new Map() };
      this.#keep(path, answer);
      return answer;
    } finally {
      await handle.close();
    }
  }

  #keep(path: string, answer: KeptAnswer): void {
    this.#keptBytes += answer.body.length - (this.#kept.get(path)?.body.length ?? 0);
    if (this.#keptBytes > keptBytes) {
      this.#kept.clear();
      this.#keptBytes = answer.body.length;
    }
    this.#kept.set(path, answer);
  }
}
