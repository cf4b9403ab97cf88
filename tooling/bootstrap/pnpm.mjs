import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentFor, installTool, toolFolder } from './node.mjs';
import { BootstrapError, root, run, say } from './process.mjs';

/** The exact version that `packageManager` in the root manifest pins. */
export function pinnedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const match = /^pnpm@(\d+\.\d+\.\d+[^+]*)/.exec(packageManager ?? '');
  if (match === null) throw new BootstrapError('package.json does not pin pnpm in packageManager');
  return match[1];
}

/** The environment with the pinned pnpm on PATH, which is installed for this checkout if PATH has another one or none. */
export async function environmentWithPnpm(node) {
  const version = pinnedPnpm();
  const folder = join(toolFolder('pnpm'), 'node_modules', '.bin');
  if (installedVersion() === version) return environmentFor(node, [folder]);
  const env = environmentFor(node);
  if ((await versionOnPath(env)) === version) return env;
  say(`fetching pnpm ${version} for this checkout`);
  await installTool('pnpm', version);
  return environmentFor(node, [folder]);
}

/** Runs pnpm; on Windows its launcher is a script that needs a shell. */
export const pnpmShell = process.platform === 'win32';

function installedVersion() {
  const manifest = join(toolFolder('pnpm'), 'node_modules', 'pnpm', 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

async function versionOnPath(env) {
  // Outside the checkout: inside, another version would fetch and report the pinned one.
  const { output } = await run('pnpm', ['--version'], { quiet: true, env, cwd: tmpdir(), shell: pnpmShell });
  return output.trim().split('\n').at(-1);
}
