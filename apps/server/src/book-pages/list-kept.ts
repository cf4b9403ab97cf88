import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface KeptPage {
  readonly name: string;
  readonly sizeBytes: number;
  readonly usedAtMs: number;
}

export interface LeftOver {
  readonly path: string;
  readonly changedAtMs: number;
}

const pageName = /^[0-9a-f]{40}$/;
const temporaryName = /^[0-9a-f]{40}\.[0-9a-f-]{36}\.tmp$/;

/** The pages in a folder, from the one used longest ago to the latest, and files that were never finished. Nothing else is named. */
export async function listKept(
  folder: string,
): Promise<{ readonly pages: readonly KeptPage[]; readonly leftOver: readonly LeftOver[] }> {
  const pages: KeptPage[] = [];
  const leftOver: LeftOver[] = [];
  for (const part of await entriesOf(folder)) {
    if (!part.isDirectory()) continue;
    for (const { name } of await entriesOf(join(folder, part.name))) {
      const path = join(folder, part.name, name);
      if (!pageName.test(name) && !temporaryName.test(name)) continue;
      const stats = await stat(path).catch(() => undefined);
      if (stats === undefined) continue;
      if (pageName.test(name)) pages.push({ name, sizeBytes: stats.size, usedAtMs: stats.mtimeMs });
      else leftOver.push({ path, changedAtMs: stats.mtimeMs });
    }
  }
  return { pages: pages.toSorted((a, b) => a.usedAtMs - b.usedAtMs), leftOver };
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return [];
    throw error;
  }
}
