import type { LoadJob } from './load-job.ts';
import { runLoad } from './run-load.ts';

// A process of its own: the load must not share an event loop with what it measures.
process.on('message', (job: LoadJob) => {
  void runLoad(job).then((result) => process.send?.(result));
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
