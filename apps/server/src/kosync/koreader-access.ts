import type { Principal } from '@dust/auth';
import type { FastifyRequest } from 'fastify';
import { HttpError } from '../http/http-error.ts';
import type { Services } from '../services.ts';

export interface KoreaderAccess {
  /** Lets everybody in, unless the configuration keeps KOReader out. */
  readonly anybody: (request: FastifyRequest) => Promise<void>;
  /** Lets in who may register, and says so before anything is read. */
  readonly newcomers: (request: FastifyRequest) => Promise<void>;
  /** Lets in who has signed in, and may read. */
  readonly readers: (request: FastifyRequest) => Promise<void>;
}

/** Finds out who calls from KOReader, by the headers it sends. */
export function createKoreaderAccess({ config, koreader }: Services): KoreaderAccess {
  async function anybody(): Promise<void> {
    if (!config.kosync.isOn) throw new HttpError('NOT_FOUND');
  }

  return {
    anybody,
    newcomers: async () => {
      await anybody();
      if (!config.kosync.canRegister) throw new HttpError('INVITATION_REQUIRED');
    },
    readers: async (request) => {
      await anybody();
      const login = headerOf(request, 'x-auth-user');
      const key = headerOf(request, 'x-auth-key');
      if (login === '' || key === '') throw new HttpError('AUTHENTICATION_REQUIRED');
      const principal = await koreader.authenticate({ login, key, address: request.ip });
      if (!principal.hasPermission('books.read')) throw new HttpError('PERMISSION_DENIED');
      request.principal = principal;
    },
  };
}

/** Who was let in. */
export function readerOf({ principal }: FastifyRequest): Principal {
  if (principal === null) throw new HttpError('AUTHENTICATION_REQUIRED');
  return principal;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Empty without one. KOReader sends UTF-8, which Node reads as Latin-1. */
function headerOf({ headers }: FastifyRequest, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string') return '';
  try {
    return utf8.decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}
