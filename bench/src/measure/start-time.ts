import { median } from '../report/statistics.ts';
import { type DustSettings, startDust } from '../server/dust-server.ts';

/** Milliseconds from the start of the process to the first answer of `/health`, several times on the same data. */
export async function measureStart(
  settings: DustSettings,
  runs: number,
): Promise<{ medianMs: number; allMs: number[] }> {
  const allMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await using server = await startDust(settings);
    allMs.push(server.startedInMs);
  }
  return { medianMs: median(allMs), allMs };
}
