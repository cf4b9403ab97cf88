import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { cacheDir, root, run, seconds } from './process.mjs';
import { checks } from './steps.mjs';

const reportFile = join(cacheDir, 'unit-tests.json');

/** Runs every check and every test, whatever fails before; the last line printed is `N passed, N failed`. */
export async function test() {
  const counts = { passed: 0, failed: 0 };
  let ready;
  // Without dependencies nothing else can run, but the last line still comes.
  const isInstalled = await preparation('install', async () => {
    ready = await prepare({ pnpm: true });
  });
  count(counts, isInstalled);
  if (isInstalled) {
    count(counts, await preparation('build', () => prepare({ build: true })));
    for (const check of checks) count(counts, await runCheck(check, ready));
    await runUnitTests(ready, counts);
  }
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
  return counts.failed === 0 ? 0 : 1;
}

async function preparation(name, work) {
  const started = performance.now();
  try {
    await work();
    heading(`✓ ${name} (${seconds(started)})`);
    return true;
  } catch (error) {
    heading(`✗ ${name}: ${error.message}`);
    return false;
  }
}

async function runCheck(check, { node, env }) {
  const started = performance.now();
  const script = check.script === undefined ? binOf(...check.bin) : join(root, check.script);
  const { code, output } = await run(node.bin, [script, ...check.args], {
    env: plain(env),
    quiet: true,
  });
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
  heading(`${code === 0 ? '✓' : '✗'} ${check.name} (${seconds(started)})`);
  return code === 0;
}

async function runUnitTests({ node, env }, counts) {
  mkdirSync(cacheDir, { recursive: true });
  rmSync(reportFile, { force: true });
  const started = performance.now();
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${reportFile}`];
  const args = [binOf('vitest', 'vitest'), 'run', ...reporters];
  const { code } = await run(node.bin, args, { env: plain(env) });
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
  const { passed, failed } = totals(report, code);
  counts.passed += passed;
  counts.failed += failed;
  heading(`${failed === 0 ? '✓' : '✗'} unit tests (${seconds(started)})`);
}

/** A file that cannot even be loaded has no tests to count, and so counts as one failure; so does an unexplained exit code. */
function totals(report, code) {
  if (report === undefined) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** Tools take this for a run without a terminal; colours would only be noise in a log. */
function plain(env) {
  return process.stdout.isTTY ? { ...env, CI: 'true' } : { ...env, CI: 'true', NO_COLOR: '1' };
}

function count(counts, isPassed) {
  counts[isPassed ? 'passed' : 'failed'] += 1;
}

function heading(line) {
  process.stdout.write(`${line}\n`);
}

/** The script behind a package's command: run with Node itself it needs no shell on any platform. */
function binOf(packageName, command) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
