import { openDatabase } from '@dust/db';
import { createCrawler } from '../../src/crawler.ts';

// Scans a directory once: node scan-process.ts <database file> <directory>
const [, , file = '', directory = ''] = process.argv;
await using database = await openDatabase({ file, migrate: false });
await using crawler = await createCrawler({
  db: database.db,
  directories: [directory],
  readers: { readers: 1 },
});
await crawler.scan({ trigger: 'manual', mode: 'quick', requestedBy: null });
