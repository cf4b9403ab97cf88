import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { hashSync } from 'bcryptjs';
import { expect, test } from 'vitest';
import { createPasswordHasher, signIn } from '../src/index.ts';
import { addLegacyUser, address, createFixture, password } from './fixture.ts';

test('the event loop stays free while eight people sign in at cost 12', async () => {
  await using fixture = await createFixture();
  await using hasher = createPasswordHasher({ cost: 12 });
  const stored = await hasher.hash(password);
  const emails = Array.from({ length: 8 }, (_, n) => `u${n}@x.org`);
  for (const email of emails) await addLegacyUser(fixture.db, { email, stored });
  const context = { ...fixture.context, hasher };
  // The second thread has started by then.
  await Promise.all([hasher.verify(password, null), hasher.verify(password, null)]);

  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await Promise.all(emails.map((email) => signIn(context, { email, password, address })));
  histogram.disable();
  // With two threads at work two cores have none to spare: a few waits are the scheduler's.
  expect(histogram.percentile(99) / 1e6).toBeLessThan(20);
});

test('whatever is wrong takes about as long', async () => {
  await using hasher = createPasswordHasher({ cost: 10, maxThreads: 1 });
  const current = await hasher.hash(password);
  const timeOf = async (given: string, stored: string | null): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const start = performance.now();
      expect(await hasher.verify(given, stored)).toBe(false);
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  const reference = await timeOf('wrong', current);
  const others = [
    await timeOf('wrong', null),
    await timeOf('wrong', 'no hash'),
    await timeOf('wrong', hashSync(password, 8)),
  ];
  for (const time of others) {
    expect(time).toBeGreaterThan(reference * 0.4);
    expect(time).toBeLessThan(reference * 2.5);
  }
  const long = 'x'.repeat(5000);
  const longReference = await timeOf(long, current);
  const unknownLong = await timeOf(long, null);
  expect(unknownLong).toBeGreaterThan(longReference * 0.4);
  expect(unknownLong).toBeLessThan(longReference * 2.5);
});

test('threads start when there is work, are no more than allowed, and end when idle', async () => {
  await using hasher = createPasswordHasher({ cost: 4, minCost: 4, maxThreads: 2, idleTimeoutMs: 20 });
  expect(hasher.threadCount).toBe(0);
  await Promise.all(Array.from({ length: 6 }, () => hasher.hash(password)));
  expect(hasher.threadCount).toBeGreaterThan(0);
  expect(hasher.threadCount).toBeLessThanOrEqual(2);
  const deadline = Date.now() + 5000;
  while (hasher.threadCount > 0 && Date.now() < deadline) await delay(10);
  expect(hasher.threadCount).toBe(0);
  expect(await hasher.verify(password, await hasher.hash(password))).toBe(true);
});

test('when too many passwords wait the next is refused with the time to come again', async () => {
  await using hasher = createPasswordHasher({ cost: 10, maxThreads: 1, maxQueue: 2 });
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => hasher.hash(password)));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.length).toBeGreaterThanOrEqual(5);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({ code: 'RATE_LIMITED', retryAfterS: 1 });
  }
});

test('costs other than 10 to 14 are refused', () => {
  for (const cost of [9, 15, 10.5]) expect(() => createPasswordHasher({ cost })).toThrow(RangeError);
});
