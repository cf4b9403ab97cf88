import { setFlagsFromString } from 'node:v8';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { keptSecret, shortSecret } from './config/secret.ts';
import { CommandError, type CommandContext } from './commands/command.ts';
import { followCrawler } from './jobs/follow-crawler.ts';
import { adoptWhenBooksCome } from './kosync/adopt-arrived.ts';
import { startJobs } from './jobs/jobs.ts';
import { drain } from './http/drain.ts';
import { createLogger } from './logger.ts';
import { createServices, type Services } from './services.ts';
import { checkAdministrator, checkFolders } from './start-checks.ts';
import { welcome } from './welcome.ts';
import { Resources } from './resources.ts';

/** A running server. */
export interface RunningServer extends AsyncDisposable {
  /** The address it is reached at, such as `http://127.0.0.1:4001`. */
  readonly url: string;
  /** Resolves when a signal asks the process to end. */
  readonly ended: Promise<void>;
}

/** How long a server that stops goes on listening, if anybody is connected. */
const drainTimes = { leastMs: 750, mostMs: 3000 };
/** After this long, requests still under way are cut off. */
const graceMs = 3500;
const idleCheckMs = 50;

/** Starts the server: listens, then scans. Disposing of it finishes the requests under way and closes everything. */
export async function serve(
  config: Config,
  { stdout }: Pick<CommandContext, 'stdout'>,
): Promise<RunningServer> {
  const logger = await createLogger(config);
  await using resources = new Resources();
  const services = resources.use(
    await createServices({ config, logger, jwtSecret: secretOf(config, logger) }),
  );
  checkFolders(services);
  await checkAdministrator(services);
  const { fastify } = await createApp(services);
  await listen(fastify, config);
  resources.defer(() => close(fastify, services));
  const url = urlOf(fastify.addresses()[0], config);
  const ended = endSignal();
  logger.info({ url, version: services.version }, 'listening');
  followCrawler(services);
  adoptWhenBooksCome(services);
  resources.use(startJobs(services));
  if (config.logFormat === 'pretty') welcome({ services, url, stdout });
  // From now on the young generation may grow with the load: collecting a small one often costs requests.
  setFlagsFromString('--semi-space-growth-factor=2');
  const owned = resources.move();
  return { url, ended, [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose]() };
}

/** Connections that may wait to be taken, as far as the system lets them; a client that finds no room tries again after a second. */
const waitingConnections = 4096;

async function listen(fastify: FastifyInstance, { port, host }: Config): Promise<void> {
  try {
    await fastify.listen({ port, host, backlog: waitingConnections });
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    const problem = typeof code === 'string' ? listenProblems.get(code) : undefined;
    if (problem === undefined) throw error;
    throw new CommandError(problem({ port, host }), { cause: error });
  }
}

/** What stands in the way of listening, and what to do about it. */
const listenProblems: ReadonlyMap<string, (at: Pick<Config, 'port' | 'host'>) => string> = new Map([
  ['EADDRINUSE', ({ port }) => `port ${port} is in use by another program; set PORT to a free one`],
  ['EACCES', ({ port }) => `port ${port} is reserved for the system; set PORT to one above 1023`],
  ['EADDRNOTAVAIL', ({ host }) => `${host} is no address of this machine; set HOST to one`],
  ['ENOTFOUND', ({ host }) => `${host} is no address of this machine; set HOST to one`],
]);

function secretOf(config: Config, logger: Logger): string {
  const secret = config.jwtSecret;
  if (secret === null) return keptSecret(config.dataDir);
  if (secret.length < shortSecret) {
    logger.warn(
      `JWT_SECRET is shorter than ${shortSecret} characters: whoever guesses it can sign in as anyone`,
    );
  }
  return secret;
}

async function close(
  fastify: Awaited<ReturnType<typeof createApp>>['fastify'],
  { lifecycle, logger }: Services,
): Promise<void> {
  lifecycle.stop();
  const cutOff = setTimeout(() => {
    logger.warn('cutting off requests that are still under way');
    fastify.server.closeAllConnections();
  }, graceMs);
  await drain(fastify.server, drainTimes);
  // A connection is closed when it has nothing to do: one that has sent its last answer since would be kept alive otherwise.
  const idle = setInterval(() => fastify.server.closeIdleConnections(), idleCheckMs);
  await fastify.close();
  clearInterval(idle);
  clearTimeout(cutOff);
  logger.info('stopped');
}

function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** An address people can open: the wildcard ones mean this machine too. */
function urlOf(
  address: ReturnType<FastifyInstance['addresses']>[number] | undefined,
  config: Config,
): string {
  const { address: host, port } =
    typeof address === 'object' ? address : { address: config.host, port: config.port };
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
