import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { account, type BookSummary, type DustClient } from '../server/dust-client.ts';
import { getEndpoint, putEndpoint, type Endpoint } from './endpoints.ts';

/** Positions of reading apps: KOReader's sync, and progression. */
export async function prepareKosyncEndpoints(client: DustClient, libraryFolder: string): Promise<Endpoint[]> {
  const [book] = await client.listBooks(1);
  if (book === undefined) throw new Error('the library has no books');
  const path = `/books/${book.id}/progression`;
  const progression = {
    // Ahead of the server's clock, which makes it a reading of just now each time.
    modified: '2099-01-01T00:00:00Z',
    device: { id: 'urn:uuid:bench', name: 'Bench' },
    progression: 0.25,
    references: ['chapter1.html#par36'],
  };
  return [
    await pushEndpoint(client, book, libraryFolder),
    await putEndpoint(client, { name: 'save progression', path, body: progression }),
    await getEndpoint(client, 'progression', path),
  ];
}

async function pushEndpoint(client: DustClient, book: BookSummary, libraryFolder: string): Promise<Endpoint> {
  const headers = {
    'x-auth-user': account.email,
    'x-auth-key': createHash('md5').update(account.password).digest('hex'),
  };
  const body = {
    document: partialMd5(join(libraryFolder, book.filepath)),
    progress: '/body/DocFragment[2]/body/p[7]/text().35',
    percentage: 0.3113,
    device: 'Bench',
    device_id: 'BENCH',
  };
  const request = { name: 'KOReader saves', path: '/kosync/syncs/progress', body, headers };
  // The server makes what KOReader signs in with after a sign-in, in its own time.
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await putEndpoint(client, request);
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(250);
    }
  }
}

const sampleBytes = 1024;

/** What KOReader knows a file by: samples at 0, and at 1,024 and on by powers of four. */
function partialMd5(file: string): string {
  const hash = createHash('md5');
  const descriptor = openSync(file, 'r');
  for (let index = -1; index <= 10; index += 1) {
    const sample = Buffer.alloc(sampleBytes);
    const offset = index < 0 ? 0 : sampleBytes * 4 ** index;
    const read = readSync(descriptor, sample, 0, sampleBytes, offset);
    if (read === 0) break;
    hash.update(sample.subarray(0, read));
  }
  closeSync(descriptor);
  return hash.digest('hex');
}
