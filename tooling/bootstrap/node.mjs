import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BootstrapError, cacheDir, runQuietly, say, seconds } from './process.mjs';

const installedMajor = 24;
const minimum = '22.18';

/** The oldest Node that runs TypeScript sources without a flag: 22.18, 23.6, and everything from 24 on. */
function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

/**
 * Finds the Node to work with: the running one if it is recent enough, else one from the npm registry in a folder of our own.
 * @returns {{ bin: string, version: string, home: string | undefined }} `home` is set for a Node of our own
 */
export function findNode() {
  if (isRecentEnough(process.versions.node)) {
    return { bin: process.execPath, version: process.versions.node, home: undefined };
  }
  const home = join(toolFolder(nodePackage()), 'node_modules', nodePackage());
  const manifest = join(home, 'package.json');
  if (!existsSync(manifest)) return undefined;
  const bin = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return { bin, version: JSON.parse(readFileSync(manifest, 'utf8')).version, home };
}

/** Installs a recent Node beside the present one; the machine's own stays as it is. */
export async function installNode() {
  const libc = process.report?.getReport?.().header.glibcVersionRuntime;
  if (process.platform === 'linux' && libc === undefined) {
    throw new BootstrapError(
      `Node ${minimum} or newer is needed, found ${process.versions.node}; please install it`,
    );
  }
  say(
    `Node ${process.versions.node} is older than ${minimum}, fetching Node ${installedMajor} for this checkout`,
  );
  await installTool(nodePackage(), String(installedMajor));
}

/** The environment in which everything runs: our Node first on PATH, and native builds pointed at its headers. */
export function environmentFor(node, folders = []) {
  const first = node.home === undefined ? folders : [join(node.home, 'bin'), ...folders];
  // Windows spells the variable "Path"; writing PATH beside it would leave both.
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const env = { ...process.env, [key]: [...first, process.env[key]].join(delimiter) };
  return node.home === undefined ? env : { ...env, npm_config_nodedir: node.home };
}

export function toolFolder(name) {
  return join(cacheDir, 'toolchain', name);
}

/** Installs one npm package into a folder of its own; the rename makes it appear at once and whole. */
export async function installTool(name, version) {
  const started = performance.now();
  const target = toolFolder(name);
  const temporary = `${target}.${process.pid}.tmp`;
  mkdirSync(temporary, { recursive: true });
  try {
    await runNpm([
      'install',
      '--prefix',
      temporary,
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `${name}@${version}`,
    ]);
    rmSync(target, { recursive: true, force: true });
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  say(`installed ${name}@${version} in ${seconds(started)}`);
}

async function runNpm(args) {
  const script = process.env.npm_execpath;
  const message = `npm could not install ${args.at(-1)}; is the registry reachable?`;
  if (script?.endsWith('npm-cli.js') === true) {
    return runQuietly(process.execPath, [script, ...args], { message });
  }
  return runQuietly('npm', args, { message, shell: process.platform === 'win32' });
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return `node-${platform}-${process.arch}`;
}
