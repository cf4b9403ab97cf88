import type { FastifyRequest } from 'fastify';

/** The base of absolute URLs: the configured one, else the scheme and host by which the client came. Without a trailing slash. */
export function publicBase(request: FastifyRequest, publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl;
  const host = /^[\w.:[\]-]{1,255}$/.test(request.host) ? request.host : 'localhost';
  return `${request.protocol}://${host}`;
}
