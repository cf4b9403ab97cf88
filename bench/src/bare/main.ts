import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import fastify from 'fastify';
import type { BareRoute } from './bare-route.ts';

// Fastify with nothing else: the ceiling that each figure of Dust is a share of.
const [port, routesFile = ''] = process.argv.slice(2);
const routes: BareRoute[] = JSON.parse(readFileSync(routesFile, 'utf8'));
const app = fastify();

app.get('/health', async () => ({ status: 'ok' }));

for (const { method, path, status, type, body, file, isSerialised } of routes) {
  const bytes = Buffer.from(body ?? '', 'base64');
  const value: unknown = isSerialised === true ? JSON.parse(bytes.toString()) : undefined;
  app.route({
    method,
    url: path,
    handler: async (_request, reply) => {
      reply.code(status);
      if (type !== undefined) reply.header('content-type', type);
      if (value !== undefined) return value;
      if (file === undefined) return reply.send(status === 304 ? null : bytes);
      reply.header('content-length', (await stat(file)).size);
      return reply.send(createReadStream(file));
    },
  });
}

await app.listen({ port: Number(port), host: '127.0.0.1' });
process.once('SIGTERM', () => process.exit(0));
