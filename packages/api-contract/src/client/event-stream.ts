/** One message of an event stream. `id` is null before the stream has named one. */
export interface StreamMessage {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/**
 * Reads `text/event-stream` piece by piece, as the HTML standard describes it. Pieces may break anywhere but inside a
 * character.
 */
export class EventStreamParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id: string | null;
  /** The wait before reconnecting that the stream asked for; undefined if it did not. */
  retryMs: number | undefined;

  constructor(lastEventId: string | null = null) {
    this.#id = lastEventId;
  }

  /** The messages that the piece completes. */
  push(piece: string): StreamMessage[] {
    const text = this.#rest + piece;
    // A carriage return at the end may be half of a line end.
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + text.slice(end);
    return lines.flatMap((line) => this.#readLine(line) ?? []);
  }

  #readLine(line: string): StreamMessage | undefined {
    if (line === '') return this.#finish();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    if (field === 'data') this.#data.push(value);
    if (field === 'id' && !value.includes('\0')) this.#id = value;
    if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return undefined;
  }

  #finish(): StreamMessage | undefined {
    const message = { id: this.#id, event: this.#event || 'message', data: this.#data.join('\n') };
    const isComplete = this.#data.length > 0;
    this.#event = '';
    this.#data = [];
    return isComplete ? message : undefined;
  }
}
