import { isMainThread } from 'node:worker_threads';

// Preloaded into the server by `npm start`, which runs it in a process group of its own. The channel to the parent closes
// when the parent is killed without a chance to pass the signal on: the server then stops instead of keeping its port.
if (isMainThread && process.channel !== undefined) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
