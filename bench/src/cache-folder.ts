import { join } from 'node:path';

/** Where generated libraries are kept: `DUST_BENCH_DIR`, else `.cache/bench` of the repository. */
export function cacheFolder(): string {
  return process.env['DUST_BENCH_DIR'] ?? join(import.meta.dirname, '..', '..', '.cache', 'bench');
}
