import {
  spawn,
  spawnSync,
  type ChildProcess,
  type SpawnSyncOptionsWithStringEncoding,
} from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./upgrade-child.ts', import.meta.url));
const nodeArguments = ['--conditions=dust-source', '--disable-warning=ExperimentalWarning', script];

export interface ChildResult {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the upgrade in a process of its own and waits for its end. */
export function runChild(
  args: readonly string[],
  options: { readonly uid?: number; readonly limitBlocks?: number } = {},
): ChildResult {
  const settings: SpawnSyncOptionsWithStringEncoding = { encoding: 'utf8' };
  if (options.uid !== undefined) settings.uid = options.uid;
  if (options.limitBlocks === undefined)
    return spawnSync(process.execPath, [...nodeArguments, ...args], settings);
  // A limit on the size of files fails a write as a full disk does, once its signal is ignored.
  const limited = `trap '' XFSZ; ulimit -f ${options.limitBlocks}; exec "$0" "$@"`;
  return spawnSync('sh', ['-c', limited, process.execPath, ...nodeArguments, ...args], settings);
}

/** Begins the upgrade in a process of its own. */
export function startChild(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...nodeArguments, ...args], { stdio: 'ignore' });
}
