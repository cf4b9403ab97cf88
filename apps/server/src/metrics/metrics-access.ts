import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { bearerToken } from '../http/tokens.ts';

/** Whether a request may read the metrics whoever sends it: by the configured token, or by where it comes from. */
export function mayReadMetrics(
  request: FastifyRequest,
  { metrics, metricsToken }: Pick<Config, 'metrics' | 'metricsToken'>,
): boolean {
  if (metrics === 'public') return true;
  if (metrics === 'loopback' && isFromThisMachine(request)) return true;
  const token = bearerToken(request.headers.authorization);
  return metricsToken !== null && token !== undefined && isSame(token, metricsToken);
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** The peer of the connection itself; a proxy on this machine says that it speaks for somebody else. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  const peer = socket.remoteAddress;
  if (peer === undefined) return false;
  if (headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined) return false;
  return loopback.check(peer, isIPv6(peer) ? 'ipv6' : 'ipv4');
}

/** Takes as long for every wrong token. */
function isSame(given: string, configured: string): boolean {
  return timingSafeEqual(digest(given), digest(configured));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
