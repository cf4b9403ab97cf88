import { Piscina } from 'piscina';
import { RateLimitedError } from '../errors.ts';
import { bcryptBytes, bcryptCost } from './bcrypt.ts';
import type { HashTask } from './hash-worker.ts';

export interface PasswordHasherOptions {
  /** Of new hashes, 10 to 14; 12 by default. */
  readonly cost?: number;
  /** Threads at the most, each started when there is work; 2 by default. */
  readonly maxThreads?: number;
  /** Passwords that may wait for a thread; 200 by default. */
  readonly maxQueue?: number;
  /** After which a thread without work ends; 30 s by default. */
  readonly idleTimeoutMs?: number;
  /** The lowest cost accepted, for tests; 10 by default. */
  readonly minCost?: number;
}

/** bcrypt in threads of its own. Its methods throw {@link RateLimitedError} when too many passwords are waiting. */
export interface PasswordHasher extends AsyncDisposable {
  hash(password: string): Promise<string>;
  /** Whether the password fits; null stands for an unknown account and costs as much time as any other failure. */
  verify(password: string, stored: string | null): Promise<boolean>;
  /** Whether a hash, which the password fits, should be made anew at today's cost. */
  needsRehash(password: string, stored: string): boolean;
  /** Threads alive at the moment. */
  readonly threadCount: number;
}

const defaults = { cost: 12, maxThreads: 2, maxQueue: 200, idleTimeoutMs: 30_000, minCost: 10 };

/** As much of a password as makes a difference: longer ones than 1,024 bytes are wrong, however they go on. */
const maxSentLength = 1025;

/** Throws `RangeError` for a cost outside 10 to 14. */
export function createPasswordHasher(options: PasswordHasherOptions = {}): PasswordHasher {
  const { cost, maxThreads, maxQueue, idleTimeoutMs, minCost } = { ...defaults, ...options };
  if (!Number.isInteger(cost) || cost < minCost || cost > 14) {
    throw new RangeError(`The cost of bcrypt must be ${minCost} to 14`);
  }
  const worker = import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.js';
  const pool = new Piscina<HashTask, string | boolean>({
    filename: new URL(worker, import.meta.url).href,
    name: 'runTask',
    minThreads: 0,
    maxThreads,
    maxQueue,
    idleTimeout: idleTimeoutMs,
  });

  async function run(task: HashTask): Promise<string | boolean> {
    if (pool.queueSize >= maxQueue) {
      const waitS = (pool.queueSize * 2 ** (cost - 12) * 0.4) / maxThreads;
      throw new RateLimitedError(Math.max(1, Math.ceil(waitS)));
    }
    return await pool.run(task);
  }

  return {
    hash: async (password) => String(await run({ kind: 'hash', password, cost })),
    verify: async (password, stored) =>
      (await run({ kind: 'verify', password: password.slice(0, maxSentLength), stored, cost })) === true,
    needsRehash: (password, stored) =>
      (bcryptCost(stored) ?? cost) < cost && Buffer.byteLength(password) <= bcryptBytes,
    get threadCount() {
      return pool.threads.length;
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}
