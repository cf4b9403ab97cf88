import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeBookFile, makeSharedParts, type SharedParts } from './book-file.ts';
import { type LibraryOptions, planBook } from './book-plan.ts';

// Raise it when the files change, so that kept libraries are made anew.
const version = 1;

const sharedBySeed = new Map<number, SharedParts>();

export interface Library {
  /** Absolute path. */
  readonly folder: string;
  readonly options: LibraryOptions;
}

/** Finds the library in the cache folder, or makes it there; returns how long that took, 0 if it was there. */
export function ensureLibrary(
  cacheFolder: string,
  options: LibraryOptions,
): Library & { readonly madeInMs: number } {
  const kind = `${options.isSmall ? '-small' : ''}${options.isEpubOnly ? '-epub' : ''}`;
  const folder = join(cacheFolder, `library-v${version}-seed${options.seed}-${options.books}${kind}`);
  const marker = join(folder, '.complete');
  if (existsSync(marker)) return { folder, options, madeInMs: 0 };
  const started = performance.now();
  writeBooks(
    { folder, options },
    Array.from({ length: options.books }, (_, index) => index),
  );
  writeFileSync(marker, '');
  return { folder, options, madeInMs: performance.now() - started };
}

/** Writes the files of the given books; with a `revision` above 0, another edition of each. */
export function writeBooks({ folder, options }: Library, indexes: readonly number[], revision = 0): void {
  const shared = sharedParts(options.seed);
  for (const index of indexes) {
    const plan = planBook(index, options);
    const file = join(folder, plan.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, makeBookFile(plan, shared, revision));
  }
}

function sharedParts(seed: number): SharedParts {
  const shared = sharedBySeed.get(seed) ?? makeSharedParts(seed);
  sharedBySeed.set(seed, shared);
  return shared;
}
