import type { PasswordHasher } from '../src/index.ts';
import { hasher } from './fixture.ts';

export interface CountingHasher extends PasswordHasher {
  readonly verifications: number;
  readonly hashes: number;
}

/** The hasher of the tests, which counts what it is asked for. */
export function createCountingHasher(): CountingHasher {
  let verifications = 0;
  let hashes = 0;
  return {
    hash: (password) => {
      hashes += 1;
      return hasher.hash(password);
    },
    verify: (password, stored) => {
      verifications += 1;
      return hasher.verify(password, stored);
    },
    needsRehash: (password, stored) => hasher.needsRehash(password, stored),
    get threadCount() {
      return hasher.threadCount;
    },
    get verifications() {
      return verifications;
    },
    get hashes() {
      return hashes;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
