import { randomUUID } from 'node:crypto';
import { digestToken } from '@dust/auth';
import type { JWT } from '@fastify/jwt';
import { HttpError } from './http-error.ts';

/** What a token with a good signature says. */
export interface Claims {
  readonly userId: number;
  readonly digest: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export interface SignedToken {
  readonly token: string;
  readonly jti: string;
  readonly expiresAt: Date;
}

const tokenLifetimeS = 86_400;
const bearerPrefix = 'Bearer ';

/** Signatures checked so far: a token's signature never changes, so it is checked once. */
const keptTokens = 5000;

/** Signs tokens and reads those that come back; whether their session still lives is not asked here. */
export class Tokens {
  readonly #jwt: JWT;
  readonly #clock: () => Date;
  readonly #read = new Map<string, Claims>();

  constructor(jwt: JWT, clock: () => Date) {
    this.#jwt = jwt;
    this.#clock = clock;
  }

  sign(user: { readonly id: number; readonly email: string; readonly displayName: string }): SignedToken {
    const jti = randomUUID();
    const issuedAt = Math.floor(this.#clock().getTime() / 1000);
    const token = this.#jwt.sign({
      user: { id: user.id, email: user.email, displayName: user.displayName },
      iat: issuedAt,
      exp: issuedAt + tokenLifetimeS,
      jti,
    });
    return { token, jti, expiresAt: new Date((issuedAt + tokenLifetimeS) * 1000) };
  }

  /** What a token says, if its signature is good and its time is not over; throws INVALID_TOKEN or TOKEN_EXPIRED. */
  read(token: string): Claims {
    const claims = this.#read.get(token) ?? this.#verify(token);
    if (claims.expiresAt * 1000 <= this.#clock().getTime()) throw new HttpError('TOKEN_EXPIRED');
    return claims;
  }

  /** What the token of an `Authorization` header says, if it was read before and its time is not over. */
  recall(authorization: string | undefined): Claims | undefined {
    if (authorization === undefined || !authorization.startsWith(bearerPrefix)) return undefined;
    const claims = this.#read.get(authorization.slice(bearerPrefix.length));
    return claims !== undefined && claims.expiresAt * 1000 > this.#clock().getTime() ? claims : undefined;
  }

  #verify(token: string): Claims {
    const claims = { ...this.#payloadOf(token), digest: digestToken(token) };
    if (this.#read.size >= keptTokens) this.#read.clear();
    this.#read.set(token, claims);
    return claims;
  }

  #payloadOf(token: string): Pick<Claims, 'userId' | 'expiresAt'> {
    try {
      const payload: unknown = this.#jwt.verify(token, { ignoreExpiration: true });
      const userId = memberOf(memberOf(payload, 'user'), 'id');
      const expiresAt = memberOf(payload, 'exp');
      if (typeof userId === 'number' && typeof expiresAt === 'number') return { userId, expiresAt };
    } catch (cause) {
      throw new HttpError('INVALID_TOKEN', undefined, { cause });
    }
    throw new HttpError('INVALID_TOKEN');
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The token of an `Authorization: Bearer …` header; any other scheme counts as no credentials. */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const match = /^bearer +([^\s]+)\s*$/i.exec(authorization);
  return match?.[1];
}
