import { sendKept } from '../http/answer.ts';
import { publicBase } from '../http/origin.ts';
import { bookAnswer } from '../lists/book-answer.ts';
import { bookListAnswer } from '../lists/book-list-answer.ts';
import type { RouteSetup } from './route-setup.ts';

export function serveBooks({ router, services }: RouteSetup): void {
  const { config } = services;

  router.route('listBooks', ({ query, principal, request, reply }) => {
    const base = publicBase(request, config.publicUrl);
    return sendKept({ request, reply }, bookListAnswer(services, { viewer: principal, query, base }));
  });

  router.route('getBook', ({ params, principal, request, reply }) => {
    const base = publicBase(request, config.publicUrl);
    return sendKept({ request, reply }, bookAnswer(services, { viewer: principal, query: params, base }));
  });
}
