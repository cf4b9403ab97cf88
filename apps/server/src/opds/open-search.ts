import type { Principal } from '@dust/auth';
import { mediaTypes, openSearchDescription } from '@dust/opds';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendKept, type Sent } from '../http/answer.ts';
import { publicBase } from '../http/origin.ts';
import type { Services } from '../services.ts';
import { answerOf } from './feed-route.ts';

interface SearchCall {
  readonly principal: Principal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answers with how the catalogue of OPDS 1.2 is searched. */
export async function sendOpenSearch(services: Services, call: SearchCall): Promise<Sent> {
  const description = openSearchDescription({
    shortName: 'Dust',
    description: 'Search the books of this Dust server',
    template: `${publicBase(call.request, services.config.publicUrl)}/opds/books?q={searchTerms}`,
  });
  return sendKept(call, answerOf(Buffer.from(description)), mediaTypes.openSearchDescription);
}
