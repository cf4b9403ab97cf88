import type { Crawler } from './crawler.ts';
import type { CrawlerOptions } from './crawler-options.ts';

/** Opens a crawler on a database. Scans that a process left running which is no more are marked as failed. */
export async function createCrawler(options: CrawlerOptions): Promise<Crawler> {
  // Loaded with the first crawler: a server has its own in another thread, and needs no second copy of everything in this one.
  const crawler = await import('./crawler.ts');
  return crawler.createCrawler(options);
}
