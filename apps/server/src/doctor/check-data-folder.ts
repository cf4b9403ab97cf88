import { mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf, type Finding } from './finding.ts';

const lowSpaceBytes = 200_000_000;

/** Whether Dust can write to its folder, or make it, and has room there. */
export function checkDataFolder(dataDir: string): Finding[] {
  const folder = nearestFolder(dataDir);
  const name = `data folder ${dataDir}`;
  try {
    writeSomething(folder);
  } catch (error) {
    const advice = 'give the user who runs Dust the right to write there, or set DUST_DATA_DIR';
    return [{ state: 'broken', text: `${name} cannot be written to: ${reasonOf(error)}`, advice }];
  }
  const isThere = folder === dataDir;
  return [
    { state: 'ok', text: `${name} ${isThere ? 'can be written to' : 'is made at the first start'}` },
    ...checkSpace(folder),
  ];
}

function checkSpace(folder: string): Finding[] {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= lowSpaceBytes) return [];
  const text = `only ${Math.round(free / 1e6)} MB are free for the data folder`;
  return [{ state: 'note', text, advice: 'make room: covers, backups and upgrades need it' }];
}

/** The folder itself, or the one above in which it would be made. */
function nearestFolder(path: string): string {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  return isThere || dirname(path) === path ? path : nearestFolder(dirname(path));
}

function writeSomething(folder: string): void {
  const trial = mkdtempSync(join(folder, '.dust-doctor-'));
  try {
    writeFileSync(join(trial, 'trial'), 'trial');
  } finally {
    rmSync(trial, { recursive: true });
  }
}
