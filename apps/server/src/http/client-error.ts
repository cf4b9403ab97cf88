import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { errors, type ErrorBody } from '@dust/api-contract';

/**
 * Answers what is no HTTP, or came too slowly, on its way out: there is no request whose headers or id could be told, but the
 * error has the one shape of all errors.
 */
export function refuseConnection(error: Error, socket: Socket): void {
  const isGone = 'code' in error && error.code === 'ECONNRESET';
  if (isGone || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy(error);
    return;
  }
  const requestId = randomUUID();
  const content: ErrorBody = {
    error: errors.VALIDATION_ERROR.text,
    code: 'VALIDATION_ERROR',
    requestId,
    details: [],
  };
  const body = JSON.stringify(content);
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Vary: Origin',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
