import { workerData } from 'node:worker_threads';
import { existsSync, watchFile } from 'node:fs';

// The thread ends in the middle of its work as soon as somebody puts this file there, and starts well after that.
const trap = `${String(Reflect.get(Object(workerData), 'databaseFile'))}.trap`;
if (!existsSync(trap)) {
  watchFile(trap, { interval: 20 }, () => existsSync(trap) && process.exit(1));
}
await import('../../src/thread.ts');
