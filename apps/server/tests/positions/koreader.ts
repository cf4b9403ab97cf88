import { createHash } from 'node:crypto';
import type { TestServer } from '../test-server.ts';

export interface Told {
  readonly status: number;
  readonly body: Readonly<Record<string, string | number | undefined>>;
}

export interface Place {
  readonly document: string;
  readonly progress: string;
  readonly percentage: number;
}

export interface DeviceOptions {
  readonly user: string;
  readonly password: string;
  readonly device?: string;
  readonly id?: string;
}

/** A device whose sync plugin sends what that of KOReader sends: paths, headers and bodies. */
export class KoreaderDevice {
  readonly #server: TestServer;
  readonly #options: Required<DeviceOptions>;

  constructor(server: TestServer, { device = 'Kobo', id = 'A1B2C3', ...who }: DeviceOptions) {
    this.#server = server;
    this.#options = { device, id, ...who };
  }

  /** "Login". */
  authorize(): Promise<Told> {
    return this.#send('GET', '/users/auth');
  }

  /** "Push progress from this device now", and what happens when a book is closed. */
  push(place: Place): Promise<Told> {
    const { device, id } = this.#options;
    return this.#send('PUT', '/syncs/progress', { ...place, device, device_id: id });
  }

  /** "Pull progress from other devices now", and what happens when a book is opened. */
  pull(document: string): Promise<Told> {
    return this.#send('GET', `/syncs/progress/${document}`);
  }

  async #send(method: 'GET' | 'PUT', path: string, body?: object): Promise<Told> {
    const { user, password } = this.#options;
    const answer = await this.#server.inject({
      method,
      url: `/kosync${path}`,
      headers: {
        accept: 'application/vnd.koreader.v1+json',
        'x-auth-user': user,
        'x-auth-key': createHash('md5').update(password).digest('hex'),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: answer.json() };
  }
}
