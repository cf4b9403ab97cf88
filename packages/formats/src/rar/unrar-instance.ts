import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { withMemoryLimit } from '../wasm-memory.ts';
import type { Unrar, UnrarCallbacks } from './unrar-api.ts';

type UnrarFactory = (options: { readonly wasmBinary: Uint8Array }) => Promise<unknown>;

/** Enough for the dictionaries archives of images are made with. */
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;
/** An instance whose memory has grown beyond this is not kept: memory of WebAssembly never shrinks. */
const KEEP_BYTES = 64 * 1024 * 1024;
const IDLE: UnrarCallbacks = {
  open: () => 0,
  create: () => 0,
  read: () => -1,
  write: () => false,
  tell: () => 0,
  seek: () => false,
  close: () => {},
};

let idle: Unrar | undefined;

/** The unrar module, for one user alone until it is released. */
export async function acquireUnrar(): Promise<Unrar> {
  const kept = idle;
  idle = undefined;
  return kept ?? createUnrar();
}

/** Keeps the module for the next user, unless it failed or has grown large. */
export function releaseUnrar(unrar: Unrar, hasFailed: boolean): void {
  unrar.extractor = IDLE;
  if (!hasFailed && unrar.HEAPU8.byteLength <= KEEP_BYTES) idle = unrar;
}

async function createUnrar(): Promise<Unrar> {
  const require = createRequire(import.meta.url);
  const wasm = await readFile(require.resolve('node-unrar-js/dist/js/unrar.wasm'));
  const factory: unknown = require('node-unrar-js/dist/js/unrar.js');
  if (!isFactory(factory))
    throw new TypeError('This version of node-unrar-js is not the one that was expected.');
  const wasmBinary = withMemoryLimit(wasm, MAX_MEMORY_BYTES);
  const module = await withoutProcessListeners(() => factory({ wasmBinary }));
  if (!isUnrar(module))
    throw new TypeError('This version of node-unrar-js is not the one that was expected.');
  module.extractor = IDLE;
  return module;
}

/** The module's start code listens for errors of the whole process, which are none of its business. */
function withoutProcessListeners<T>(start: () => T): T {
  const before = process.listeners('uncaughtException');
  const beforeRejections = process.listeners('unhandledRejection');
  const result = start();
  for (const listener of process.listeners('uncaughtException')) {
    if (!before.includes(listener)) process.off('uncaughtException', listener);
  }
  for (const listener of process.listeners('unhandledRejection')) {
    if (!beforeRejections.includes(listener)) process.off('unhandledRejection', listener);
  }
  return result;
}

function isFactory(value: unknown): value is UnrarFactory {
  return typeof value === 'function';
}

function isUnrar(value: unknown): value is Unrar {
  return typeof value === 'object' && value !== null && 'RarArchive' in value && 'HEAPU8' in value;
}
