import { errors, isErrorCode } from '@dust/api-contract';
import { isAppPassword, type BasicAuthenticator, type Principal } from '@dust/auth';
import type { FastifyRequest } from 'fastify';
import type { AccessControl } from './access.ts';
import { basicCredentials } from './basic-credentials.ts';
import { HttpError } from './http-error.ts';
import { publicBase } from './origin.ts';
import { bearerToken } from './tokens.ts';

export interface AppAccessOptions {
  readonly access: AccessControl;
  readonly basic: BasicAuthenticator;
  readonly publicUrl: string | null;
}

/** Finds out who calls where reading apps do: by HTTP Basic, by app password, or by token as everywhere. */
export class AppAccess {
  readonly #options: AppAccessOptions;

  constructor(options: AppAccessOptions) {
    this.#options = options;
  }

  /** The caller; throws what {@link AccessControl.authenticate} does, INVALID_CREDENTIALS or RATE_LIMITED. */
  async authenticate(request: FastifyRequest): Promise<Principal> {
    try {
      return await this.#find(request);
    } catch (error) {
      throw this.#challenged(error, request);
    }
  }

  async #find(request: FastifyRequest): Promise<Principal> {
    const { authorization } = request.headers;
    const { access, basic } = this.#options;
    const address = request.ip;
    const token = bearerToken(authorization);
    if (token !== undefined && isAppPassword(token)) return await basic.authenticateToken({ token, address });
    const credentials = basicCredentials(authorization);
    if (credentials === undefined) return await access.authenticate(authorization);
    if (credentials === null) throw new HttpError('INVALID_CREDENTIALS');
    return await basic.authenticate({ ...credentials, address });
  }

  /** The same refusal, telling apps how to sign in. */
  #challenged(error: unknown, request: FastifyRequest): unknown {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (typeof code !== 'string' || !isErrorCode(code) || errors[code].status !== 401) return error;
    const document = `${publicBase(request, this.#options.publicUrl)}/opds/authentication`;
    return new HttpError(code, undefined, {
      cause: error,
      headers: {
        'www-authenticate': ['Basic realm="dust", charset="UTF-8"', 'Bearer realm="dust"'],
        link: `<${document}>; rel="http://opds-spec.org/auth/document"; type="application/opds-authentication+json"`,
      },
    });
  }
}
