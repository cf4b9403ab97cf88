import type { Principal } from '@dust/auth';
import type { Feed, FeedKind, Publication } from '@dust/opds';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendKept, type KeptAnswer, type Sent } from '../http/answer.ts';
import { weakEtag } from '../http/conditional.ts';
import { publicBase } from '../http/origin.ts';
import { keptList } from '../lists/kept-list.ts';
import type { Services } from '../services.ts';
import type { FeedRequest } from './feed-request.ts';
import type { Protocol } from './protocol.ts';

/** How one feed is made, in either protocol. */
export interface FeedRoute<Params, Query> {
  /** Tells equal requests for two feeds apart. */
  readonly name: string;
  readonly kind: FeedKind;
  /** Whether the answer is the same for all who see the same books, until the library changes. */
  readonly isShared: (query: Query) => boolean;
  readonly make: (request: FeedRequest<Params, Query>) => Promise<Feed>;
}

/** How the document of one publication is made, for one reader. */
export interface EntryRoute<Params> {
  readonly makeEntry: (request: FeedRequest<Params>) => Promise<Publication>;
}

interface FeedCall<Params, Query> {
  readonly params: Params;
  readonly query: Query;
  readonly principal: Principal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type FeedHandler<Params, Query> = (call: FeedCall<Params, Query>) => Promise<Sent>;

/** Answers with a feed: with bytes kept for all who see the same, or made anew where it tells of the caller's own reading. */
export function sendFeeds<Params extends object | undefined, Query extends object | undefined>(
  services: Services,
  protocol: Protocol,
  { name, kind, isShared, make }: FeedRoute<Params, Query>,
): FeedHandler<Params, Query> {
  const contentType = protocol.feedType(kind);
  return async (call) => {
    const wish = requestOf(services, protocol, call);
    const { viewer, base, query, params } = wish;
    const write = async (): Promise<Buffer> => Buffer.from(protocol.writeFeed(await make(wish)));
    const answer = isShared(query)
      ? await keptList(
          services,
          { name: `${protocol.prefix} ${name}`, request: { viewer, base, query: { ...params, ...query } } },
          async (identity) => answerOf(await write(), identity),
        )
      : answerOf(await write());
    return sendKept(call, answer, contentType);
  };
}

/** Answers with the document of one publication. */
export function sendEntries<Params>(
  services: Services,
  protocol: Protocol,
  { makeEntry }: EntryRoute<Params>,
): FeedHandler<Params, undefined> {
  return async (call) => {
    const entry = await makeEntry(requestOf(services, protocol, call));
    return sendKept(call, answerOf(Buffer.from(protocol.writeEntry(entry))), protocol.entryType);
  };
}

function requestOf<Params, Query>(
  services: Services,
  protocol: Protocol,
  { params, query, principal, request }: FeedCall<Params, Query>,
): FeedRequest<Params, Query> {
  const base = publicBase(request, services.config.publicUrl);
  return { services, protocol, viewer: principal, params, query, base };
}

/** A document with its tag. @param identity changes with the body; without it the tag is made from the body itself */
export function answerOf(body: Buffer, identity?: string): KeptAnswer {
  return { body, etag: weakEtag(identity ?? body), compressed: new Map() };
}
