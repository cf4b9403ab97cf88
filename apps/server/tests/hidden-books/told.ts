import type { Readable } from 'node:stream';
import type { SignedIn, TestServer } from '../test-server.ts';

export interface Told {
  readonly event: string;
  readonly bookId: number;
}

/** Opens the event stream of an account. */
export async function openEvents(server: TestServer, { headers }: SignedIn): Promise<Readable> {
  const answer = await server.inject({ url: '/events', headers, payloadAsStream: true });
  return answer.stream();
}

/** What the stream tells up to the progress of a book; the stream is closed then. */
export async function toldUntilProgress(stream: Readable, lastBookId: number): Promise<readonly Told[]> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    text += String(chunk);
    const told = parse(text);
    if (told.some(({ event, bookId }) => event === 'progress.updated' && bookId === lastBookId)) return told;
  }
  throw new Error('The stream has ended early');
}

function parse(text: string): Told[] {
  return [...text.matchAll(/^event: (.*)\ndata: (.*)\n\n/gm)].map(([, event = '', data = '']) => {
    const { bookId, book } = JSON.parse(data);
    return { event, bookId: bookId ?? book.id };
  });
}
