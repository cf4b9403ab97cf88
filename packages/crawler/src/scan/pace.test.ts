import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

/** A transaction that keeps the thread busy. */
async function busy(ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const alone = { isBehind: false };

describe('Pace', () => {
  it('makes transactions smaller when they take long, and larger when they do not, within bounds', async () => {
    const pace = new Pace(alone);
    await pace.run(32, () => busy(20));
    expect(pace.size).toBe(16);
    await pace.run(64, async () => {});
    expect(pace.size).toBe(128);
  });

  it('leaves the database to others after a turn, for longer than the turn has lasted', async () => {
    const pace = new Pace(alone);
    const start = performance.now();
    await pace.run(1, () => busy(20));
    expect(performance.now() - start).toBeGreaterThan(39);
  });

  it('does not pause after each of many small transactions', async () => {
    const pace = new Pace(alone);
    const start = performance.now();
    for (let n = 0; n < 100; n += 1) await pace.run(1, async () => {});
    expect(performance.now() - start).toBeLessThan(100);
  });

  it('makes no pauses where others get their turn without them', async () => {
    const pace = new Pace({ isBehind: true });
    const start = performance.now();
    await pace.run(1, () => busy(20));
    expect(performance.now() - start).toBeLessThan(39);
  });
});
