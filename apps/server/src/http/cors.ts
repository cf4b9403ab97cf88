import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** Lets web clients of other origins in, on every answer: failures, 304 and streams included. */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[] | null): Promise<void> {
  app.addHook('onRequest', (request, reply, done) => {
    if (
      request.headers['access-control-request-private-network'] === 'true' &&
      request.headers.origin !== undefined
    ) {
      void reply.header('access-control-allow-private-network', 'true');
    }
    done();
  });
  await app.register(cors, {
    // Without an Origin, or with one that is not on the list, no Access-Control header is sent.
    origin: (origin, allow) =>
      allow(null, origin !== undefined && (origins === null || origins.includes(origin)) && [origin]),
    credentials: origins !== null,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
    allowedHeaders: [
      'Content-Type',
      'Authorization',
      'Accept',
      'Range',
      'If-None-Match',
      'If-Range',
      'Last-Event-ID',
    ],
    exposedHeaders: [
      'ETag',
      'Content-Range',
      'Content-Length',
      'Accept-Ranges',
      'Content-Disposition',
      'Link',
      'Retry-After',
      'X-Request-Id',
    ],
    maxAge: 7200,
    strictPreflight: false,
  });
}
