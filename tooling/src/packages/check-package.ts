import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { repositoryRoot } from '../workspace.ts';

const run = promisify(execFile);
const timeoutMs = 120_000;

const checks = [
  { packageName: 'publint', command: 'publint', args: ['--strict'] },
  {
    packageName: '@arethetypeswrong/cli',
    command: 'attw',
    args: ['--pack', '.', '--profile', 'esm-only', '--no-emoji'],
  },
];

/** Checks a built package as it would be published; resolves with the output of each check that failed. */
export async function checkPackage(folder: string): Promise<string[]> {
  const results = await Promise.all(checks.map((check) => runCheck(check, folder)));
  return results.filter((output) => output !== undefined);
}

async function runCheck(check: (typeof checks)[number], folder: string): Promise<string | undefined> {
  const script = findCommand(check.packageName, check.command);
  try {
    await run(process.execPath, [script, ...check.args], { cwd: folder, timeout: timeoutMs });
    return undefined;
  } catch (error) {
    return stripVTControlCharacters(`${check.command} in ${folder}:\n${outputOf(error)}`);
  }
}

function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const parts = ['stdout', 'stderr'].map((name) => String(Reflect.get(error, name) ?? '').trim());
  return parts.filter((part) => part !== '').join('\n') || error.message;
}

function findCommand(packageName: string, command: string): string {
  const folder = join(repositoryRoot, 'node_modules', packageName);
  const { bin }: { bin: Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  return join(folder, bin[command] ?? command);
}
