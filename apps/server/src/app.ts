import jwt from '@fastify/jwt';
import Fastify, { type FastifyInstance } from 'fastify';
import { AccessControl } from './http/access.ts';
import { AppAccess } from './http/app-access.ts';
import { readBodies } from './http/bodies.ts';
import { refuseConnection } from './http/client-error.ts';
import { allowOrigins } from './http/cors.ts';
import { handleErrors } from './http/error-handler.ts';
import { requestId } from './http/request-id.ts';
import { foldMethod } from './http/request-method.ts';
import { requestTarget } from './http/request-target.ts';
import { Router } from './http/router.ts';
import { Tokens } from './http/tokens.ts';
import { countOtherAnswers } from './metrics/count-requests.ts';
import { RequestMetrics } from './metrics/request-metrics.ts';
import { serveAll } from './routes/index.ts';
import type { Services } from './services.ts';

export interface App {
  readonly fastify: FastifyInstance;
  /** Operations of the contract without a route. */
  readonly missing: readonly string[];
}

const bodyLimitBytes = 1024 * 1024;
/** For a request to arrive whole; its answer may take as long as it likes. */
const requestTimeoutMs = 60_000;

/** Builds the HTTP side of Dust over its services; listening and closing are the caller's. */
export async function createApp(services: Services): Promise<App> {
  const { config, logger, clock } = services;
  const fastify: FastifyInstance = Fastify({
    logger: false,
    genReqId: requestId,
    requestIdHeader: false,
    requestTimeout: requestTimeoutMs,
    // Node would refuse a request without Host by itself, in no shape of ours; nothing here depends on it.
    http: { requireHostHeader: false },
    clientErrorHandler: refuseConnection,
    rewriteUrl: (request) => {
      foldMethod(request);
      return requestTarget(request);
    },
    bodyLimit: bodyLimitBytes,
    trustProxy: typeof config.trustProxy === 'boolean' ? config.trustProxy : [...config.trustProxy],
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => fastify.errorHandler(error, request, reply),
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 12_000 },
  });
  // An expectation nobody knows is ignored (RFC 9110, 10.1.1); Node would refuse it without a word.
  fastify.server.on('checkExpectation', (request, response) =>
    fastify.server.emit('request', request, response),
  );
  handleErrors(fastify, logger, services.webClient);
  const requests = new RequestMetrics();
  const noteArrival = countOtherAnswers(fastify, requests);
  readBodies(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    noteArrival(request, reply);
    reply
      .header('x-request-id', request.id)
      .header('x-content-type-options', 'nosniff')
      .header('vary', 'Origin');
    done();
  });
  await allowOrigins(fastify, config.corsOrigins);
  await fastify.register(jwt, {
    secret: services.jwtSecret,
    sign: { algorithm: 'HS256', iss: 'urn:dust:server', aud: 'urn:dust:client' },
    verify: {
      algorithms: ['HS256'],
      allowedIss: 'urn:dust:server',
      allowedAud: 'urn:dust:client',
      requiredClaims: ['iss', 'aud'],
    },
  });
  const tokens = new Tokens(fastify.jwt, clock);
  const access = new AccessControl(tokens, services.authenticator);
  const appAccess = new AppAccess({ access, basic: services.basic, publicUrl: config.publicUrl });
  const router = new Router(fastify, { access, appAccess, lifecycle: services.lifecycle, requests });
  serveAll({ router, services, tokens, access, requests });
  router.refuseOtherMethods();
  return { fastify, missing: router.missing() };
}
