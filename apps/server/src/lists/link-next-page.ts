import type { FastifyReply } from 'fastify';
import { nextLink } from './next-link.ts';

export interface LinkedPage {
  readonly base: string;
  /** Path of the list, encoded. */
  readonly path: string;
  readonly query: object;
  readonly nextCursor: string | null;
}

/** Sets the `Link` header of an answer that has a next page. */
export function linkNextPage(reply: FastifyReply, { base, path, query, nextCursor }: LinkedPage): void {
  const link = nextLink(base, path, { query, nextCursor });
  if (link !== undefined) void reply.header('link', link);
}
