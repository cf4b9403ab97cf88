import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Finding } from './finding.ts';

/** Descriptors that connections, downloads and scans may need at the same time. */
const enoughFiles = 1024;

/**
 * Whether the system lets Dust open enough files and watch all folders; nothing where the system does not tell.
 *
 * @param proc where Linux tells of itself
 */
export function checkLimits(
  { directories, isWatching }: Pick<Config, 'directories' | 'isWatching'>,
  proc = '/proc',
): Finding[] {
  const limits = readIfAny(join(proc, 'self/limits'));
  const watches = readIfAny(join(proc, 'sys/fs/inotify/max_user_watches'));
  return [...checkOpenFiles(limits), ...(isWatching ? checkWatches(directories, watches) : [])];
}

function checkOpenFiles(limits: string): Finding[] {
  const limit = /^Max open files\s+(\S+)/m.exec(limits)?.[1];
  if (limit === undefined) return [];
  if (limit === 'unlimited' || Number(limit) >= enoughFiles)
    return [{ state: 'ok', text: `${limit} files may be open at the same time` }];
  const text = `only ${limit} files may be open at the same time`;
  return [{ state: 'note', text, advice: `ulimit -n ${enoughFiles}, or LimitNOFILE= of the service` }];
}

function checkWatches(directories: readonly string[], watches: string): Finding[] {
  const limit = Number.parseInt(watches, 10);
  if (Number.isNaN(limit)) return [];
  // One watch for each folder; other programs of the same user need some as well.
  const most = Math.floor(limit * 0.8);
  const folders = countFolders(directories, most + 1);
  if (folders <= most)
    return [{ state: 'ok', text: `${folders} folders to watch, and the system allows ${limit} watches` }];
  return [
    {
      state: 'note',
      text: `more than ${most} folders to watch, and the system allows ${limit} watches`,
      advice: `sysctl fs.inotify.max_user_watches=${limit * 4}, or DUST_WATCH=false: scans find changes then`,
    },
  ];
}

/** Folders in the directories, these included; counts up to `most`. */
function countFolders(directories: readonly string[], most: number): number {
  const open = [...directories];
  let count = 0;
  for (let folder = open.pop(); folder !== undefined && count < most; folder = open.pop()) {
    count += 1;
    open.push(...foldersIn(folder));
  }
  return count;
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  } catch {
    // Folders that cannot be read are told of elsewhere, and cannot be watched.
    return [];
  }
}

function readIfAny(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
