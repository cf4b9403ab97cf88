import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestMetrics } from './request-metrics.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** `performance.now()` of its arrival; 0 once it has been counted. */
    startedAtMs: number;
  }
}

export type NoteArrival = (request: FastifyRequest, reply: FastifyReply) => void;

/** What requests are counted as that no route takes: files of the web client, preflights, paths that are not there. */
const otherRoute = 'other';

/**
 * Counts the answers that routes do not count themselves: failures, and what has no route. To be called before routes are added,
 * and after the failures have got their handler. Fastify's hook for all answers alone would make the fastest ones 8 % slower.
 *
 * @returns what is to be told of every request as soon as it has arrived
 */
export function countOtherAnswers(app: FastifyInstance, metrics: RequestMetrics): NoteArrival {
  const countOther = metrics.counterOf(otherRoute);
  app.decorateRequest('startedAtMs', 0);
  app.addHook('onRoute', (route) => {
    const count = metrics.counterOf(route.url);
    const answer = route.errorHandler ?? app.errorHandler;
    route.errorHandler = (error, request: FastifyRequest, reply: FastifyReply) => {
      answer.call(app, error, request, reply);
      count(request, reply);
    };
  });
  return (request, reply) => {
    request.startedAtMs = performance.now();
    if (request.is404) reply.raw.once('finish', () => countOther(request, reply));
  };
}
