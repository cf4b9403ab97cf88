import { expect, test } from 'vitest';
import type { KeptAnswer } from '../http/answer.ts';
import { KeptAnswers } from './kept-answers.ts';

const answer = (sizeBytes = 10): KeptAnswer => ({
  body: Buffer.alloc(sizeBytes),
  etag: 'W/"x"',
  compressed: new Map(),
});

/** Asks for an answer; returns whether it had to be made. */
async function isMade(
  kept: KeptAnswers,
  key: string,
  { version = 1, sizeBytes = 10 } = {},
): Promise<boolean> {
  let isNew = false;
  await kept.get(key, version, async () => {
    isNew = true;
    return answer(sizeBytes);
  });
  return isNew;
}

test('an answer is made once for a key, and anew for another key or version', async () => {
  const kept = new KeptAnswers({ maxTotalBytes: 100_000 });
  expect(await isMade(kept, 'a')).toBe(true);
  expect(await isMade(kept, 'a')).toBe(false);
  expect(await isMade(kept, 'b')).toBe(true);
  expect(await isMade(kept, 'a', { version: 2 })).toBe(true);
  expect(await isMade(kept, 'a', { version: 2 })).toBe(false);
});

test('equal requests of the same moment share one making', async () => {
  const kept = new KeptAnswers({ maxTotalBytes: 100_000 });
  expect(await Promise.all([1, 2, 3].map(() => isMade(kept, 'a')))).toEqual([true, false, false]);
});

test('a failure is not kept', async () => {
  const kept = new KeptAnswers({ maxTotalBytes: 100_000 });
  await expect(kept.get('a', 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await isMade(kept, 'a')).toBe(true);
});

test('what has gone unused for longest makes room', async () => {
  const kept = new KeptAnswers({ maxTotalBytes: 100_000 });
  for (const key of ['a', 'b', 'a', 'c']) await isMade(kept, key, { sizeBytes: 25_000 });
  expect(await isMade(kept, 'a')).toBe(false);
  expect(await isMade(kept, 'b')).toBe(true);
});

test('an answer that would push out too much is not kept', async () => {
  const kept = new KeptAnswers({ maxTotalBytes: 100_000 });
  await isMade(kept, 'small');
  await isMade(kept, 'large', { sizeBytes: 60_000 });
  expect(await isMade(kept, 'large')).toBe(true);
  expect(await isMade(kept, 'small')).toBe(false);
});

test('many answers of next to no size are bounded too', async () => {
  const kept = new KeptAnswers({ maxTotalBytes: 100_000 });
  for (let number = 0; number < 1000; number += 1) await isMade(kept, `key ${number}`);
  const remaining: boolean[] = [];
  for (let number = 999; number >= 900; number -= 1) remaining.push(!(await isMade(kept, `key ${number}`)));
  expect(remaining.filter(Boolean).length).toBeLessThan(100);
});
