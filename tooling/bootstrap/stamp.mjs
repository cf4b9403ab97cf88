import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './process.mjs';

/** The folders of the workspace, relative to the root, in a fixed order. */
export function workspaceFolders() {
  const grouped = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, group, entry.name, 'package.json')))
      .map((entry) => `${group}/${entry.name}`)
      .sort(),
  );
  return [...grouped, 'tooling', 'bench'];
}

/** Digest of the contents of the given files (relative paths; a missing one counts as missing) and of `extra`. */
export function hashContents(files, extra) {
  const hash = createHash('sha256').update(extra);
  for (const file of files) {
    const path = join(root, file);
    hash.update(`\0${file}\0`).update(existsSync(path) ? readFileSync(path) : 'missing');
  }
  return hash.digest('hex');
}

/** Digest of names, sizes and times of all files below the given folders or files: far quicker than contents. */
export function hashTimes(paths, isRelevant) {
  const hash = createHash('sha256');
  for (const path of paths) addTimes(hash, path, isRelevant);
  return hash.digest('hex');
}

function addTimes(hash, path, isRelevant) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isDirectory()) {
    if (isRelevant(path)) hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) addTimes(hash, `${path}/${name}`, isRelevant);
}

/** Whether the stamp file (relative path) holds this digest. */
export function hasStamp(file, digest) {
  const path = join(root, file);
  return existsSync(path) && readFileSync(path, 'utf8') === digest;
}

export function writeStamp(file, digest) {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, digest);
}
