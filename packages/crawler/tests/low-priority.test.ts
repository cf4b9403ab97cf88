import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const program = `
import { getPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
const { lowerPriority } = await import(${JSON.stringify(new URL('../src/workers/low-priority.ts', import.meta.url))});
lowerPriority();
parentPort.postMessage(getPriority());
`;

test.runIf(process.platform === 'linux')(
  'a thread goes behind others, and takes nobody with it',
  async () => {
    const before = getPriority();
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
    const [priority]: unknown[] = await new Promise((resolve, reject) => {
      worker.once('message', (...args: unknown[]) => resolve(args));
      worker.once('error', reject);
    });
    await worker.terminate();
    expect(priority).toBe(19);
    expect(getPriority()).toBe(before);
  },
);
