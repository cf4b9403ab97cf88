import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const root = dirname(import.meta.dirname);

/** What the guide leaves to the reader's own program. */
const surroundings = `
declare const email: string, password: string, q: string;
declare const store: {
  put(book: Book): void;
  remove(id: number): void;
  setProgress(id: number, progress: Progress | null): void;
};
declare function showSignIn(): void;
declare function suggestSignIn(): void;
declare function showNotice(text: string): void;
declare function markField(path: string, message: string): void;
declare function reloadEverything(): Promise<void>;
import type { Progress } from '@dust/api-contract';
`;

it.each([
  ['README.md', ''],
  ['../../docs/clients.md', surroundings],
])('the examples of %s compile', (file, before) => {
  const text = readFileSync(join(root, file), 'utf8');
  const examples = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code);
  const folder = mkdtempSync(join(root, 'tests/.guide-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'guide.ts'), before + examples.join('\n'));
  const compilerOptions = {
    types: [],
    lib: ['es2024', 'dom', 'dom.iterable'],
    noEmit: true,
    composite: false,
    noUnusedLocals: false,
  };
  const config = { extends: '../../../../tooling/tsconfig.base.json', compilerOptions, files: ['guide.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  expect(compile(folder)).toBe('');
  expect(examples.length).toBeGreaterThan(0);
});

/** The compiler's complaints. */
function compile(folder: string): string {
  const compiler = join(root, 'node_modules/.bin/tsc');
  try {
    return execFileSync(compiler, ['-p', folder], { encoding: 'utf8' });
  } catch (error) {
    return error instanceof Error ? String(Reflect.get(error, 'stdout')) : String(error);
  }
}
