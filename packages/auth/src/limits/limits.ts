import { createHash } from 'node:crypto';
import { foldKey } from '@dust/db';
import type { Clock } from '../clock.ts';
import { RateLimitedError } from '../errors.ts';
import { SlidingWindow } from './sliding-window.ts';

export interface AuthLimitOptions {
  readonly clock: Clock;
  /** Failed sign-ins per pair of e-mail and address in 15 minutes; 10 by default. 0 switches a limit off. */
  readonly failuresPerPair?: number;
  /** Failed sign-ins, wrong invitations and wrong current passwords per address in 15 minutes; 100 by default. */
  readonly failuresPerAddress?: number;
  /** Registrations with valid inputs per address in an hour, refused ones too; 100 by default. */
  readonly registrationsPerAddress?: number;
}

/** One attempt of somebody to show that an account is theirs. */
export interface Attempt {
  /** The e-mail or user name as sent; null where no account is named. */
  readonly login: string | null;
  /** The client's address. */
  readonly address: string;
}

/** Counts failures in memory, for a bounded number of pairs and addresses. Every `require…` throws {@link RateLimitedError}. */
export interface AuthLimits {
  requireAttempt(attempt: Attempt): void;
  /** Counts a failure; throws when the limit was reached meanwhile, so that simultaneous guesses learn no more than others. */
  recordFailure(attempt: Attempt): void;
  /** Forgets the failures of the pair; throws like {@link recordFailure}. */
  recordSuccess(attempt: Attempt): void;
  /** Counts a registration. */
  requireRegistration(address: string): void;
}

const quarterHourMs = 15 * 60_000;
const hourMs = 60 * 60_000;
const maxKeys = 20_000;

export function createAuthLimits(options: AuthLimitOptions): AuthLimits {
  const { clock, failuresPerPair = 10, failuresPerAddress = 100, registrationsPerAddress = 100 } = options;
  const pairs = new SlidingWindow({ limit: failuresPerPair, windowMs: quarterHourMs, maxKeys });
  const addresses = new SlidingWindow({ limit: failuresPerAddress, windowMs: quarterHourMs, maxKeys });
  const registrations = new SlidingWindow({ limit: registrationsPerAddress, windowMs: hourMs, maxKeys });

  function requireAttempt(attempt: Attempt): void {
    const now = clock().getTime();
    const pairWaitMs = attempt.login === null ? 0 : pairs.waitMs(pairKey(attempt), now);
    refuse(Math.max(pairWaitMs, addresses.waitMs(attempt.address, now)));
  }

  function recordFailure(attempt: Attempt): void {
    requireAttempt(attempt);
    const now = clock().getTime();
    addresses.add(attempt.address, now);
    if (attempt.login !== null) pairs.add(pairKey(attempt), now);
  }

  function recordSuccess(attempt: Attempt): void {
    requireAttempt(attempt);
    if (attempt.login !== null) pairs.forget(pairKey(attempt));
  }

  function requireRegistration(address: string): void {
    const now = clock().getTime();
    refuse(registrations.waitMs(address, now));
    registrations.add(address, now);
  }

  return { requireAttempt, recordFailure, recordSuccess, requireRegistration };
}

function refuse(waitMs: number): void {
  if (waitMs > 0) throw new RateLimitedError(Math.ceil(waitMs / 1000));
}

/** Of one length, however long the text that was sent. */
function pairKey({ login, address }: Attempt): string {
  return createHash('sha256')
    .update(`${foldKey(login ?? '')}\n${address}`)
    .digest('base64url');
}
