import type { Crawler, CrawlerOptions } from './crawler.ts';

/** Opens a crawler on a database. Scans that an earlier process left running are marked as failed. */
export async function createCrawler(options: CrawlerOptions): Promise<Crawler> {
  // Loaded with the first crawler: a server has its own in another thread, and needs no second copy of everything in this one.
  const crawler = await import('./crawler.ts');
  return crawler.createCrawler(options);
}
