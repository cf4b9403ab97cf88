import { eventData, isErrorCode, type EventName } from '@dust/api-contract';
import type { Principal } from '@dust/auth';
import { listBooksByIds, listVisibleIds } from '@dust/books-core';
import type { NumberedHappening } from '../events/event-hub.ts';
import { streamEvents, type WireEvent } from '../events/event-stream.ts';
import { HttpError } from '../http/http-error.ts';
import { publicBase } from '../http/origin.ts';
import { lazySerializer, type Serialize } from '../http/serializers.ts';
import { nameOnly, pendingIds } from '../presenters/scan-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveEvents({ router, services, access }: RouteSetup): void {
  const { config, db, books, events, eventTimes, lifecycle, logger } = services;
  const serializers = eventSerializers();
  const openStreams = new Map<number, number>();
  const streamsPerUser = config.limits.streams === 0 ? Infinity : config.limits.streams;

  async function tell(
    happenings: readonly NumberedHappening[],
    { principal, base }: { readonly principal: Principal; readonly base: string },
  ): Promise<WireEvent[]> {
    const ids = happenings.flatMap((happening) => ('bookId' in happening ? [happening.bookId] : []));
    const visible = await listBooksByIds(db, principal, [...new Set(ids)]);
    const byId = new Map(visible.map((record) => [record.id, record]));
    const pending = happenings.flatMap((one) =>
      one.event === 'scan.progress' ? pendingIds(one.report) : [],
    );
    const named = new Set(await listVisibleIds(db, principal, pending));
    return happenings.flatMap((happening) => {
      const data = dataFor(happening, principal, byId.get('bookId' in happening ? happening.bookId : 0));
      return data === undefined ? [] : [{ id: happening.id, event: happening.event, data }];
    });

    function dataFor(
      happening: NumberedHappening,
      to: Principal,
      record: (typeof visible)[number] | undefined,
    ): string | undefined {
      const serialize = serializers[happening.event];
      if (happening.event === 'scan.progress') {
        return to.hasPermission('books.manage') ? serialize(nameOnly(happening.report, named)) : undefined;
      }
      if (record === undefined) return undefined;
      if (happening.event === 'progress.updated') {
        if (happening.userId !== to.userId) return undefined;
        return serialize({ book: { id: happening.bookId }, progress: happening.progress });
      }
      if (happening.event === 'book.archived')
        return serialize({ bookId: record.id, reason: record.archiveReason ?? '' });
      return serialize({ book: books.book(record, base) });
    }
  }

  /** Who listens, with the permissions of now; null when the sign-in or the permission has gone. */
  async function listener(authorization: string | undefined): Promise<Principal | null> {
    try {
      const principal = await access.authenticate(authorization);
      return principal.hasPermission('books.read') ? principal : null;
    } catch (error) {
      if (error instanceof Error && isErrorCode(Reflect.get(error, 'code'))) return null;
      throw error;
    }
  }

  router.route('streamEvents', async ({ principal, request, reply }) => {
    const open = openStreams.get(principal.userId) ?? 0;
    if (open >= streamsPerUser)
      throw new HttpError('RATE_LIMITED', undefined, { headers: { 'retry-after': '15' } });
    openStreams.set(principal.userId, open + 1);
    const base = publicBase(request, config.publicUrl);
    const { authorization } = request.headers;
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      // The connection ends with the stream: a server that stops has no use for it any more.
      connection: 'close',
    });
    const lastEventId = request.headers['last-event-id'];
    try {
      await streamEvents({
        hub: events,
        response: reply.raw,
        lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
        tell: async (happenings) => {
          const caller = await listener(authorization);
          return caller === null ? null : tell(happenings, { principal: caller, base });
        },
        isAllowed: async () => (await listener(authorization)) !== null,
        signal: lifecycle.signal,
        times: eventTimes,
      });
    } catch (error) {
      logger.error({ err: error, requestId: request.id }, 'a stream of events failed');
    } finally {
      const left = (openStreams.get(principal.userId) ?? 1) - 1;
      if (left > 0) openStreams.set(principal.userId, left);
      else openStreams.delete(principal.userId);
    }
    return reply;
  });
}

function eventSerializers(): Readonly<Record<Exclude<EventName, 'reset'>, Serialize>> {
  return {
    'scan.progress': lazySerializer(eventData['scan.progress']),
    'book.added': lazySerializer(eventData['book.added']),
    'book.updated': lazySerializer(eventData['book.updated']),
    'book.archived': lazySerializer(eventData['book.archived']),
    'progress.updated': lazySerializer(eventData['progress.updated']),
  };
}
