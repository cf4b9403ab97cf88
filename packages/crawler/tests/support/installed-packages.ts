import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const crawler = dirname(dirname(import.meta.dirname));
const packages = dirname(crawler);

/** An empty project outside the workspace. */
export interface Project extends Disposable {
  readonly folder: string;
  /** Runs a program in it, as users do; its output, or an error with what it has printed. */
  run(program: string): string;
}

/** Packs the packages as they would be published and installs them in an empty project. */
export function installPacked(names: readonly string[]): Project {
  const folder = mkdtempSync(join(tmpdir(), 'dust-packed-'));
  execFileSync(join(crawler, '../../node_modules/.bin/tsc'), ['-b', crawler]);
  for (const name of names) install(folder, name);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return {
    folder,
    run: (program) => {
      writeFileSync(join(folder, 'program.mts'), program);
      return execFileSync(process.execPath, ['program.mts'], { cwd: folder, encoding: 'utf8', env: {} });
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

function install(folder: string, name: string): void {
  const source = join(packages, name);
  const target = join(folder, 'node_modules/@dust', name);
  const tarball = join(folder, `${name}.tgz`);
  execFileSync('pnpm', ['pack', '--out', tarball], { cwd: source });
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  for (const dependency of dependenciesOf(target)) link(source, dependency, folder);
}

/** What the published manifest asks for, packages of Dust apart. */
function dependenciesOf(folder: string): string[] {
  const manifest: { dependencies?: Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  return Object.keys(manifest.dependencies ?? {}).filter((name) => !name.startsWith('@dust/'));
}

function link(source: string, dependency: string, folder: string): void {
  const place = join(folder, 'node_modules', dependency);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(source, 'node_modules', dependency), place);
}
