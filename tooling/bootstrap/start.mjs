import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lock.mjs';
import { prepare } from './prepare.mjs';
import { cacheDir, root, runQuietly, say } from './process.mjs';

const sampleLibrary = join(cacheDir, 'sample-library');
const sampleMarker = join(sampleLibrary, '.complete');

/** Lets glibc give back what a scan's threads have used; elsewhere these mean nothing. */
const allocatorSettings = { MALLOC_TRIM_THRESHOLD_: '65536', MALLOC_MMAP_THRESHOLD_: '32768' };

/** Prepares the checkout, then runs the server until it ends. Resolves with the exit code. */
export async function start(args) {
  const { node, env } = await prepare({ build: true });
  const settings = await withLibrary(node, env);
  // For the person in front of it, also where the terminal is not recognised as one.
  const format = isConfigured(settings, 'LOG_FORMAT') ? {} : { LOG_FORMAT: 'pretty' };
  return serve(node, { ...allocatorSettings, ...settings, ...format }, args);
}

/** Without a configured library the server shows the sample library, and then only to this machine. */
async function withLibrary(node, env) {
  if (isConfigured(env, 'DUST_DIRS') || isConfigured(env, 'dirs')) return env;
  if (!existsSync(sampleMarker)) await withLock(() => makeSampleLibrary(node, env));
  say('no DUST_DIRS set: showing the sample library');
  const host = isConfigured(env, 'HOST') ? {} : { HOST: '127.0.0.1' };
  return { ...env, DUST_DIRS: sampleLibrary, ...host };
}

function isConfigured(env, name) {
  if (env[name] !== undefined && env[name].trim() !== '') return true;
  const file = join(root, '.env');
  return (
    existsSync(file) && new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`, 'm').test(readFileSync(file, 'utf8'))
  );
}

async function makeSampleLibrary(node, env) {
  if (existsSync(sampleMarker)) return;
  const script = join(root, 'tooling', 'src', 'sample', 'main.ts');
  await runQuietly(node.bin, [script, sampleLibrary], {
    env,
    message: 'the sample library could not be made',
  });
}

function serve(node, env, args) {
  const guard = pathToFileURL(join(root, 'tooling', 'bootstrap', 'guard.mjs')).href;
  const main = join(root, 'apps', 'server', 'dist', 'main.js');
  // A group of its own: Ctrl-C reaches this process twice (from the terminal and from npm), the server once.
  const child = spawn(node.bin, ['--import', guard, main, 'serve', ...args], {
    cwd: root,
    env,
    detached: process.platform !== 'win32',
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  });
}

function forwardSignals(child) {
  let forwardedAt = -Infinity;
  const forward = (signal) => {
    // One key press arrives several times; a second press a moment later is meant.
    if (performance.now() - forwardedAt < 1000) return;
    forwardedAt = performance.now();
    child.kill(signal);
  };
  process.on('SIGINT', () => forward('SIGINT'));
  process.on('SIGTERM', () => forward('SIGTERM'));
  process.on('SIGHUP', () => forward('SIGTERM'));
  // npm hands its signals to the shell between us, which dies of them without passing them on.
  const shell = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    forward('SIGTERM');
  }, 250);
  watch.unref();
}
