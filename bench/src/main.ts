import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { ensureLibrary } from './library/make-library.ts';
import { type BenchOptions, parseOptions, usage } from './options.ts';
import { describe } from './report/describe.ts';
import { runBench } from './run-bench.ts';

function say(line: string): void {
  console.error(`bench: ${line}`);
}

async function bench(options: BenchOptions): Promise<void> {
  const library = ensureLibrary(cacheFolder(), options);
  say(`library ${library.folder} (made in ${(library.madeInMs / 1000).toFixed(1)} s)`);
  const figures = await runBench(options, library, say);
  console.log(describe(figures));
  const standard = join(import.meta.dirname, '..', 'results', `books-${options.books}.json`);
  const file = resolve(options.jsonFile ?? standard);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
  say(`figures written to ${file}`);
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else await bench(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
