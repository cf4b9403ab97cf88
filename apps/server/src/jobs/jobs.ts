import { join } from 'node:path';
import { sweepExpired } from '@dust/auth';
import { ScannedElsewhereError, type ScanTrigger } from '@dust/crawler';
import type { Services } from '../services.ts';
import { sweepCovers } from './sweep-covers.ts';

const minuteMs = 60_000;
/** Longer intervals overflow the timers of Node. */
const longestIntervalMs = 2 ** 31 - 1;

/** Scans at start and on the interval, and clears away what has expired and covers that no book has. */
export function startJobs(services: Services): Disposable {
  const { config, logger } = services;
  const timers: NodeJS.Timeout[] = [];
  function every(minutes: number, name: string, job: () => Promise<unknown>): void {
    if (minutes === 0) return;
    const run = (): void => {
      job().catch((error: unknown) => logger.error({ err: error }, `${name} failed`));
    };
    timers.push(setInterval(run, Math.min(minutes * minuteMs, longestIntervalMs)).unref());
  }
  if (config.directories.length > 0) {
    requestScan(services, 'startup').catch((error: unknown) =>
      logger.error({ err: error }, 'the first scan failed'),
    );
    every(config.scanIntervalMinutes, 'the scheduled scan', () => requestScan(services, 'schedule'));
  }
  every(config.cleanupIntervalMinutes, 'the clean-up', () => sweepExpired(services));
  const folders = ['covers', 'external-covers'].map((name) => join(config.dataDir, name));
  every(config.cleanupIntervalMinutes, 'the clean-up of covers', () => sweepCovers({ ...services, folders }));
  every(config.cleanupIntervalMinutes, 'the clean-up of pages', () => services.pageCache.sweep());
  return {
    [Symbol.dispose]: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** Of several servers on one database only the first scans by itself; the others say so. */
async function requestScan({ crawler, logger }: Services, trigger: ScanTrigger): Promise<void> {
  try {
    await crawler.requestScan({ trigger, mode: 'quick', requestedBy: null });
  } catch (error) {
    if (!(error instanceof ScannedElsewhereError)) throw error;
    logger.warn({ trigger }, error.message);
  }
}
