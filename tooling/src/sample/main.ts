import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeSampleLibrary } from './library.ts';

const target = process.argv[2];
if (target === undefined) {
  console.error('usage: node tooling/src/sample/main.ts DIRECTORY');
  process.exit(1);
}

const files = makeSampleLibrary();
for (const { path, bytes } of files) {
  const file = join(target, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
// Last, so that an interrupted run is made anew by the next start.
writeFileSync(join(target, '.complete'), '');
console.log(`${files.length} books in ${target}`);
