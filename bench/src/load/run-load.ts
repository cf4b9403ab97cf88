import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../report/statistics.ts';
import type { LoadJob, LoadResult } from './load-job.ts';
import { ResponseReader } from './response-reader.ts';

interface Tally {
  isCounting: boolean;
  isOver: boolean;
  readonly latencies: number[];
  bytes: number;
  errors: number;
  firstError: string | undefined;
}

/**
 * Sends one request over keep-alive connections on the loopback interface, each as soon as the answer before is in.
 * Plain sockets, because a full HTTP client would be slower than the servers it is to measure.
 */
export async function runLoad(job: LoadJob): Promise<LoadResult> {
  const tally: Tally = {
    isCounting: false,
    isOver: false,
    latencies: [],
    bytes: 0,
    errors: 0,
    firstError: undefined,
  };
  const requests = encodeRequests(job);
  const connections = Array.from({ length: job.connections }, () => new Connection(job, requests, tally));
  await sleep(job.warmupMs);
  tally.isCounting = true;
  const started = performance.now();
  await sleep(job.durationMs);
  const elapsed = (performance.now() - started) / 1000;
  tally.isOver = true;
  for (const connection of connections) connection.close();
  return summarize(tally, elapsed);
}

/** Opens a connection anew when it is lost, which counts as an error. */
class Connection {
  readonly #job: LoadJob;
  readonly #requests: Requests;
  readonly #tally: Tally;
  #socket: Socket;
  #sentAt = 0;

  constructor(job: LoadJob, requests: Requests, tally: Tally) {
    this.#job = job;
    this.#requests = requests;
    this.#tally = tally;
    this.#socket = this.#open();
  }

  close(): void {
    this.#socket.destroy();
  }

  #open(): Socket {
    const reader = new ResponseReader();
    const socket = connect({ port: this.#job.port, host: '127.0.0.1', noDelay: true });
    socket.on('connect', () => this.#send());
    socket.on('data', (bytes) => this.#receive(reader, bytes));
    socket.on('error', (error) => this.#fail(error.message));
    socket.on('close', () => {
      if (this.#tally.isOver) return;
      this.#fail('the connection was closed');
      // Not at once: a server that refuses would otherwise keep this loop busy.
      setTimeout(() => {
        if (!this.#tally.isOver) this.#socket = this.#open();
      }, 20);
    });
    return socket;
  }

  #send(): void {
    this.#sentAt = performance.now();
    this.#socket.write(this.#requests.next());
  }

  #receive(reader: ResponseReader, bytes: Buffer): void {
    try {
      const response = reader.push(bytes);
      if (response === undefined || this.#tally.isOver) return;
      if (response.status !== this.#job.request.expectedStatus) this.#fail(`status ${response.status}`);
      else if (this.#tally.isCounting) {
        this.#tally.latencies.push(performance.now() - this.#sentAt);
        this.#tally.bytes += response.bodyBytes;
      }
      this.#send();
    } catch (error) {
      this.#socket.destroy();
      this.#fail(error instanceof Error ? error.message : 'broken answer');
    }
  }

  #fail(reason: string): void {
    if (this.#tally.isOver) return;
    this.#tally.errors += 1;
    this.#tally.firstError ??= reason;
  }
}

/** The requests of a job, one after the other over all connections. */
interface Requests {
  next(): Buffer;
}

function encodeRequests(job: LoadJob): Requests {
  const paths = job.request.paths ?? [job.request.path];
  const encoded = paths.map((path) => encodeRequest({ ...job, request: { ...job.request, path } }));
  let sent = 0;
  return {
    next: () => {
      const request = encoded[sent % encoded.length];
      if (request === undefined) throw new RangeError('a job needs at least one path');
      sent += 1;
      return request;
    },
  };
}

function encodeRequest({ port, request: { method, path, headers, body } }: LoadJob): Buffer {
  const length = body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...fields, ...length].join('\r\n');
  return Buffer.from(`${head}\r\n\r\n${body ?? ''}`);
}

function summarize({ latencies, bytes, errors, firstError }: Tally, seconds: number): LoadResult {
  const sorted = latencies.toSorted((one, other) => one - other);
  return {
    requests: sorted.length,
    requestsPerSecond: sorted.length / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    bytesPerSecond: bytes / seconds,
    errors,
    firstError,
  };
}
