import { expect, test } from 'vitest';
import { SlidingWindow } from './sliding-window.ts';

test('a key waits until the event that fills its window has left it', () => {
  const window = new SlidingWindow({ limit: 2, windowMs: 100, maxKeys: 10 });
  window.add('a', 0);
  expect(window.waitMs('a', 10)).toBe(0);
  window.add('a', 40);
  expect([window.waitMs('a', 50), window.waitMs('a', 99), window.waitMs('a', 100)]).toEqual([50, 1, 0]);
  window.add('a', 100);
  expect(window.waitMs('a', 100)).toBe(40);
});

test('keys do not count for each other, and can be forgotten', () => {
  const window = new SlidingWindow({ limit: 1, windowMs: 100, maxKeys: 10 });
  window.add('a', 0);
  expect([window.waitMs('a', 0), window.waitMs('b', 0)]).toEqual([100, 0]);
  window.forget('a');
  expect(window.waitMs('a', 0)).toBe(0);
});

test('the number of keys is bounded: the one used longest ago makes room', () => {
  const window = new SlidingWindow({ limit: 1, windowMs: 100, maxKeys: 2 });
  for (const key of ['a', 'b', 'c']) window.add(key, 0);
  expect(['a', 'b', 'c'].map((key) => window.waitMs(key, 0))).toEqual([0, 100, 100]);
});

test('a limit of 0 refuses nothing', () => {
  const window = new SlidingWindow({ limit: 0, windowMs: 100, maxKeys: 2 });
  for (let time = 0; time < 50; time += 1) window.add('a', time);
  expect(window.waitMs('a', 50)).toBe(0);
});
