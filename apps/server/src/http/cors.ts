import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

/** Lets web clients of other origins in, on every answer: failures, 304 and streams included. */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[] | null): Promise<void> {
  app.addHook('onRequest', forOrigins(allowPrivateNetwork));
  await app.register(onlyForOrigins, {
    // With an origin that is not on the list no Access-Control header is sent.
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

type Hook = (request: FastifyRequest, reply: FastifyReply, done: () => void) => void;

/** Most requests come from no page of another origin; they need no more than to be passed on. */
function forOrigins(hook: Hook): Hook {
  return (request, reply, done) => {
    if (request.headers.origin === undefined) done();
    else hook(request, reply, done);
  };
}

/** The plugin, its hook called for requests with an `Origin` only. */
const onlyForOrigins: FastifyPluginCallback<FastifyCorsOptions> = fastifyPlugin((app, options, done) => {
  const guarded: FastifyInstance = Object.create(app, {
    addHook: { value: (name: 'onRequest', hook: Hook) => app.addHook(name, forOrigins(hook)) },
  });
  cors(guarded, options, done);
});

function allowPrivateNetwork(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (request.headers['access-control-request-private-network'] === 'true') {
    void reply.header('access-control-allow-private-network', 'true');
  }
  done();
}
