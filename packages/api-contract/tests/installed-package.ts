import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);

/** The package's own compiler. */
export const compiler: string = join(root, 'node_modules/.bin/tsc');

/** An empty project outside the workspace. */
export interface Project extends Disposable {
  readonly folder: string;
  /** Where the packed package is installed. */
  readonly installed: string;
}

/** Packs the package as it would be published and installs it in an empty project. */
export function installPacked(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'dust-contract-'));
  const installed = join(folder, 'node_modules/@dust/api-contract');
  execFileSync(compiler, ['-b', root]);
  execFileSync('pnpm', ['pack', '--pack-destination', folder], { cwd: root });
  mkdirSync(installed, { recursive: true });
  const [tarball = ''] = globSync('*.tgz', { cwd: folder });
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1']);
  symlinkSync(join(root, 'node_modules/typebox'), join(folder, 'node_modules/typebox'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return { folder, installed, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}
