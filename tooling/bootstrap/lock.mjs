import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BootstrapError, cacheDir, say } from './process.mjs';

const lockFile = join(cacheDir, 'bootstrap.lock');
const waitMs = 10 * 60_000;

/** Lets one bootstrap at a time install and build in this checkout; a lock left by a dead process is taken over. */
export async function withLock(work) {
  await acquire();
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function release() {
  rmSync(lockFile, { force: true });
}

async function acquire() {
  mkdirSync(cacheDir, { recursive: true });
  const deadline = Date.now() + waitMs;
  for (let told = false; ; told = true) {
    if (tryAcquire()) return;
    if (!isOwnerAlive()) {
      release();
      continue;
    }
    if (Date.now() > deadline)
      throw new BootstrapError(`another start holds ${lockFile} for over 10 minutes`);
    if (!told) say('another start is preparing this checkout, waiting for it');
    await sleep(200);
  }
}

function tryAcquire() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new BootstrapError(`cannot write to ${cacheDir}: ${error.message}`);
  }
}

function isOwnerAlive() {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'));
    // Between creating the file and writing the number it is empty: count that as alive.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
