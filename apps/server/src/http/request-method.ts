import type { IncomingMessage } from 'node:http';

/** The methods of which every path either has a route or refuses it. */
export const routedMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const known: ReadonlySet<string> = new Set([...routedMethods, 'OPTIONS']);

/**
 * Lets a method that no route has (TRACE, PROPFIND, QUERY) go the way of PATCH, which no route has either: refused at known
 * paths, unknown at others. Registering some thirty methods for every path would do the same, at a cost for every start.
 */
export function foldMethod(request: IncomingMessage): void {
  if (request.method !== undefined && !known.has(request.method)) request.method = 'PATCH';
}
