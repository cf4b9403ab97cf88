import { Worker } from 'node:worker_threads';
import { freeWriteTurns } from '@dust/db';
import {
  BookFileNotFoundError,
  CrawlerStoppedError,
  NothingToConfirmError,
  ScanNotFoundError,
} from './scan/errors.ts';
import type {
  CallName,
  ThreadCalls,
  ThreadFailure,
  ThreadMessage,
  ThreadOptions,
} from './thread-messages.ts';

export interface ThreadListener {
  readonly onMessage: (message: ThreadMessage) => void;
  /** The thread has ended although nobody has closed it. */
  readonly onDeath: (error: Error) => void;
}

/** How long a thread may take to stop before it is ended. */
const CLOSE_MS = 1_500;

interface OpenCall {
  /** A method, so that its parameter may be narrower: the thread answers each call with what ThreadCalls names for it. */
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * What a scan makes lives shortly; more room for it would only be filled before it is looked through. The limit of the rest is
 * far above what a million books need; V8 lets heaps with a lower limit grow in smaller steps.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 3, maxOldGenerationSizeMb: 1024 };

/** One worker thread and the calls it has not answered yet. */
export class CrawlerThread {
  readonly #worker: Worker;
  readonly #listener: ThreadListener;
  readonly #calls = new Map<number, OpenCall>();
  readonly #ended: Promise<void>;
  #nextCall = 1;
  #isClosing = false;
  #error: Error | undefined;

  constructor(options: ThreadOptions, listener: ThreadListener, module: URL = threadModule()) {
    this.#listener = listener;
    this.#worker = new Worker(module, { workerData: options, resourceLimits });
    this.#worker.on('message', (message: ThreadMessage) => this.#hear(message));
    this.#worker.on('error', (error) => {
      this.#error = error instanceof Error ? error : new Error(String(error));
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ended = promise;
    this.#worker.once('exit', () => {
      // It may have ended in the middle of a transaction.
      if (options.writeTurns !== undefined) freeWriteTurns(options.writeTurns);
      this.#end();
      resolve();
    });
  }

  /** Asks the thread. Rejects with the domain's errors, or CrawlerStoppedError if the thread ends before it answers. */
  async call<Name extends CallName>(
    name: Name,
    asks: ThreadCalls[Name]['asks'],
  ): Promise<ThreadCalls[Name]['answers']> {
    const call = this.#nextCall;
    this.#nextCall += 1;
    const { promise, resolve, reject } = Promise.withResolvers<ThreadCalls[Name]['answers']>();
    this.#calls.set(call, { resolve, reject });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage({ call, name, asks });
    return promise;
  }

  /** Stops what runs and ends the thread, by force if it takes too long. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const timer = setTimeout(() => void this.#worker.terminate(), CLOSE_MS);
    // A thread that ends before it answers has done what was asked.
    this.call('close', null).catch(() => {});
    await this.#ended;
    clearTimeout(timer);
  }

  #hear(message: ThreadMessage): void {
    if (message.kind === 'answer') this.#settle(message.call)?.resolve(message.answer);
    else if (message.kind === 'failure') this.#settle(message.call)?.reject(errorOf(message.failure));
    else this.#listener.onMessage(message);
  }

  #settle(call: number): OpenCall | undefined {
    const open = this.#calls.get(call);
    this.#calls.delete(call);
    return open;
  }

  #end(): void {
    const error = new CrawlerStoppedError(this.#error === undefined ? {} : { cause: this.#error });
    for (const call of this.#calls.values()) call.reject(error);
    this.#calls.clear();
    if (!this.#isClosing) this.#listener.onDeath(this.#error ?? error);
  }
}

function threadModule(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./thread.${extension}`, import.meta.url);
}

function errorOf({ code, message }: ThreadFailure): Error {
  switch (code) {
    case 'NOTHING_TO_CONFIRM':
      return new NothingToConfirmError();
    case 'SCAN_NOT_FOUND':
      return new ScanNotFoundError();
    case 'BOOK_FILE_NOT_FOUND':
      return new BookFileNotFoundError();
    case 'CRAWLER_STOPPED':
      return new CrawlerStoppedError();
    default:
      return new Error(message);
  }
}
