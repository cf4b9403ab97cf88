import type { ScanReport } from '@dust/api-contract';
import type { SignedIn } from '../test-server.ts';

/** Runs a scan to its end; returns its report. */
export async function scanNow(client: SignedIn['client']): Promise<ScanReport> {
  const { scanId } = await client.startScan({ body: {}, query: { wait: true } });
  return (await client.getScan({ params: { id: scanId } })).scan;
}
