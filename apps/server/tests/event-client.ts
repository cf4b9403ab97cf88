/** One event as it came, or a comment, whose name is empty. */
export interface Received {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

/** A reader of server-sent events over a real connection. */
export class EventClient implements AsyncDisposable {
  readonly response: Response;
  readonly received: Received[] = [];
  /** Resolves when the stream ends, however it ends. */
  readonly ended: Promise<void>;
  readonly #abort: AbortController;
  readonly #waiting = new Set<() => void>();
  #text = '';

  private constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    this.ended = this.#read();
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventClient> {
    const abort = new AbortController();
    return new EventClient(await fetch(url, { headers, signal: abort.signal }), abort);
  }

  /** The text so far. */
  get text(): string {
    return this.#text;
  }

  /** Resolves when as many events of that name have come. */
  async next(event: string, count = 1): Promise<readonly Received[]> {
    for (;;) {
      const matching = this.received.filter((one) => one.event === event);
      if (matching.length >= count) return matching;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Resolves with the first event that is the one waited for. */
  async until(isIt: (one: Received) => boolean): Promise<Received> {
    for (;;) {
      const found = this.received.find(isIt);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.ended;
  }

  async #read(): Promise<void> {
    let rest = '';
    try {
      for await (const chunk of this.response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        this.#text += chunk;
        const blocks = (rest + chunk).split('\n\n');
        rest = blocks.pop() ?? '';
        this.received.push(...blocks.map(parse));
        for (const wake of this.#waiting) wake();
        this.#waiting.clear();
      }
    } catch {
      // Broken off, by this side or the other.
    }
  }
}

function parse(block: string): Received {
  const fields = new Map(
    block
      .split('\n')
      .map((line): [string, string] => [line.split(':', 1)[0] ?? '', line.replace(/^[^:]*: ?/, '')]),
  );
  const data = fields.get('data');
  return {
    id: fields.get('id'),
    event: fields.get('event') ?? '',
    data: data === undefined ? undefined : JSON.parse(data),
  };
}
