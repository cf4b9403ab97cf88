import { setTimeout as sleep } from 'node:timers/promises';

export interface ScanReport {
  readonly status: string;
  readonly duration_ms: number | null;
  readonly books_found: number;
  readonly books_added: number;
  readonly books_updated: number;
}

export interface BookSummary {
  readonly id: number;
  /** Relative to its library directory. */
  readonly filepath: string;
  readonly file_size: number | null;
  readonly cover_image_path: string | null;
}

export const account = { email: 'bench@example.org', password: 'a password for measurements' } as const;

/** The few calls that set the measurements up, as the first account of a fresh server. */
export class DustClient {
  readonly #base: string;
  readonly #token: string;

  private constructor(base: string, token: string) {
    this.#base = base;
    this.#token = token;
  }

  /** Registers the account if the server has none yet, and signs in. */
  static async signIn(port: number): Promise<DustClient> {
    const base = `http://127.0.0.1:${port}`;
    await post(`${base}/auth/register`, { ...account, display_name: 'Bench' });
    const response = await post(`${base}/auth/login`, account);
    const { token }: { token?: string } = JSON.parse(await response.text());
    if (token === undefined) throw new Error(`signing in failed with status ${response.status}`);
    return new DustClient(base, token);
  }

  get headers(): Readonly<Record<string, string>> {
    return { Authorization: `Bearer ${this.#token}` };
  }

  async listBooks(limit: number): Promise<BookSummary[]> {
    const { books }: { books: BookSummary[] } = await this.#getJson(`/books?limit=${limit}`);
    return books;
  }

  /** Waits until no scan runs and at least one is finished; resolves with the newest. */
  async waitForScan(timeoutMs: number): Promise<ScanReport> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const { scans }: { scans: ScanReport[] } = await this.#getJson('/admin/scans?limit=1');
      const [newest] = scans;
      if (newest !== undefined && newest.status !== 'running') return newest;
      if (Date.now() > deadline) throw new Error(`no scan finished within ${timeoutMs} ms`);
      await sleep(50);
    }
  }

  /** Runs one scan to its end. */
  async scan(mode: 'quick' | 'full', timeoutMs: number): Promise<ScanReport> {
    await this.startScan(mode);
    return this.waitForScan(timeoutMs);
  }

  async startScan(mode: 'quick' | 'full'): Promise<void> {
    const response = await post(`${this.#base}/admin/scan`, { mode }, this.headers);
    if (response.status !== 202) throw new Error(`POST /admin/scan answered ${response.status}`);
    await response.arrayBuffer();
  }

  async getBytes(path: string): Promise<FetchedBytes> {
    // As the load client asks: an answer's ETag may depend on its encoding.
    const headers = { ...this.headers, 'Accept-Encoding': 'identity' };
    const response = await fetch(`${this.#base}${path}`, { headers });
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
    const body = Buffer.from(await response.arrayBuffer());
    const type = response.headers.get('content-type') ?? undefined;
    return { body, type, etag: response.headers.get('etag') ?? undefined };
  }

  async putJson(path: string, body: object, headers = this.headers): Promise<FetchedBytes> {
    const response = await fetch(`${this.#base}${path}`, {
      method: 'PUT',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`PUT ${path} answered ${response.status}`);
    const type = response.headers.get('content-type') ?? undefined;
    return { body: Buffer.from(await response.arrayBuffer()), type, etag: undefined };
  }

  async #getJson<Answer>(path: string): Promise<Answer> {
    const { body } = await this.getBytes(path);
    const answer: Answer = JSON.parse(body.toString());
    return answer;
  }
}

export interface FetchedBytes {
  readonly body: Buffer;
  readonly type: string | undefined;
  readonly etag: string | undefined;
}

async function post(
  url: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}
