/**
 * Upgrades a file and, at the step with the given number, kills its own process:
 * `node upgrade-child.ts <file> <format> <step, or -1> <replace | in-place>`. Prints the names of the steps.
 */
import { upgradeFile } from '../../src/upgrade/upgrade-file.ts';

const [, , file = '', format, killAt = '-1', mode] = process.argv;
const steps: string[] = [];

function onStep(step: string): void {
  if (steps.length === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  steps.push(step);
}

function refuseToRename(): never {
  throw Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' });
}

try {
  upgradeFile(file, {
    format: format === '2026' ? '2026' : '2025',
    onStep,
    ...(mode === 'in-place' && { rename: refuseToRename }),
  });
  process.stdout.write(steps.join('\n'));
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : 'failed');
  process.exitCode = 1;
}
