import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { environmentFor, findNode, installNode } from './node.mjs';
import { environmentWithPnpm, pinnedPnpm, pnpmShell } from './pnpm.mjs';
import { root, runQuietly, say, seconds } from './process.mjs';
import { hashContents, hashTimes, hasStamp, workspaceFolders, writeStamp } from './stamp.mjs';

const installStamp = 'node_modules/.dust-install';
const buildStamp = '.cache/build';

/**
 * Makes the checkout ready: Node, dependencies and, with `build`, the compiled packages. What is up to date costs milliseconds.
 * @returns {Promise<{ node: { bin: string }, env: NodeJS.ProcessEnv }>}
 */
export async function prepare({ build = false, pnpm = false } = {}) {
  if (!isReady(build)) {
    await withLock(async () => {
      if (findNode() === undefined) await installNode();
      const node = findNode();
      if (!isInstalled(node)) await install(node);
      if (build && !isBuilt()) await compile(node);
    });
  }
  const node = findNode();
  return { node, env: pnpm ? await withLock(() => environmentWithPnpm(node)) : environmentFor(node) };
}

function isReady(build) {
  const node = findNode();
  return node !== undefined && isInstalled(node) && (!build || isBuilt());
}

function installDigest(node) {
  const manifests = ['', ...workspaceFolders().map((folder) => `${folder}/`)].map(
    (at) => `${at}package.json`,
  );
  // Native modules are bound to Node's major version, and the layout of node_modules to pnpm's.
  const extra = `${node.version.split('.')[0]} ${process.platform} ${process.arch} ${pinnedPnpm()}`;
  return hashContents(['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests], extra);
}

function isInstalled(node) {
  return existsSync(join(root, 'node_modules', '.pnpm')) && hasStamp(installStamp, installDigest(node));
}

async function install(node) {
  const env = await environmentWithPnpm(node);
  const started = performance.now();
  say('installing dependencies');
  const args = ['install', '--frozen-lockfile', '--prefer-offline'];
  await runQuietly('pnpm', args, {
    env: { ...env, CI: 'true' },
    shell: pnpmShell,
    message: 'the dependencies could not be installed',
  });
  writeStamp(installStamp, installDigest(node));
  say(`installed dependencies in ${seconds(started)}`);
}

function builtFolders() {
  return workspaceFolders().filter((folder) => folder.startsWith('packages/') || folder.startsWith('apps/'));
}

function buildDigest() {
  const inputs = builtFolders().flatMap((folder) => [
    `${folder}/src`,
    `${folder}/tsconfig.json`,
    `${folder}/package.json`,
  ]);
  const shared = [
    'tsconfig.json',
    'tooling/tsconfig.base.json',
    'tooling/tsconfig.library.json',
    installStamp,
  ];
  return hashTimes([...inputs, ...shared], (path) => !path.endsWith('.test.ts'));
}

function isBuilt() {
  return (
    hasStamp(buildStamp, buildDigest()) &&
    builtFolders().every((folder) => existsSync(join(root, folder, 'dist', '.tsbuildinfo')))
  );
}

async function compile(node) {
  const started = performance.now();
  say('building');
  // Taken before the compiler reads the sources: an edit made meanwhile leads to another build.
  const digest = buildDigest();
  const turbo = join(root, 'node_modules', 'turbo', 'bin', 'turbo');
  const env = { ...(await environmentWithPnpm(node)), TURBO_TELEMETRY_DISABLED: '1' };
  rmSync(join(root, buildStamp), { force: true });
  await runQuietly(node.bin, [turbo, 'run', 'build'], { env, message: 'the build failed' });
  writeStamp(buildStamp, digest);
  say(`built in ${seconds(started)}`);
}
