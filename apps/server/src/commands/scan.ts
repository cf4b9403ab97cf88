import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createCrawler, type ScanReport } from '@dust/crawler';
import type { Db } from '@dust/db';
import type { Config } from '../config/config.ts';
import { CommandError, type Command, type CommandContext } from './command.ts';
import { copyForTrial } from './database-copy.ts';
import { openOwnDatabase } from './open-database.ts';
import { requireAllBooksInside } from './outside-books.ts';
import { progressLine } from './progress-line.ts';
import { ScanChanges } from './scan-changes.ts';
import { scanSummary } from './scan-summary.ts';
import { loadConfig } from './settings.ts';

const silent = { info: () => undefined, warn: () => undefined };

export const scanCommand: Command = {
  usage: 'scan [DIR…] [--full] [--dry-run] [--json]',
  summary: 'scan the library once and report',
  options: [
    'DIR…       the folders of the library, in the place of DUST_DIRS',
    '--full     read every file again, not only new and changed ones',
    '--dry-run  change nothing, and list the files a scan would change something about',
    '--json     print the report as JSON, without a progress bar',
  ],
  run: async (args, context) => {
    const { values, positionals } = parse(args);
    const { json: isJson = false, 'dry-run': isTrial = false, full: isFull = false } = values;
    const config = configOf(context, positionals);
    await using database = isTrial ? await copyForTrial(config) : await openOwnDatabase(config, context);
    const { db } = database;
    if (positionals.length > 0) await requireAllBooksInside(db, config.directories);
    const failures: object[] = [];
    const changes = new ScanChanges();
    const mode = isFull ? 'full' : 'quick';
    const report = await scanOnce(context, { config, db, mode, isQuiet: isJson, failures, changes });
    context.stdout.write(isJson ? `${JSON.stringify(report, null, 2)}\n` : scanSummary(report));
    if (isTrial && !isJson) context.stdout.write(await changes.describe(db));
    if (report.status === 'failed') throw new CommandError(reasonOf(failures));
    return 0;
  },
};

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { full: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
  });
}

function configOf(context: CommandContext, named: readonly string[]): Config {
  const config = loadConfig(context);
  const directories =
    named.length === 0 ? config.directories : named.map((folder) => resolve(context.cwd, folder));
  if (directories.length === 0) throw new CommandError('no library: set DUST_DIRS to your folders');
  return { ...config, directories };
}

interface ScanChoices {
  readonly config: Config;
  readonly db: Db;
  readonly mode: 'quick' | 'full';
  readonly isQuiet: boolean;
  readonly changes: ScanChanges;
  /** Gets what the crawler says of why it failed. */
  readonly failures: object[];
}

async function scanOnce(context: CommandContext, choices: ScanChoices): Promise<ScanReport> {
  const { config, db, mode, isQuiet, failures, changes } = choices;
  const show = progressLine(context.stderr, () => performance.now());
  await using crawler = await createCrawler({
    db,
    directories: config.directories,
    missingLimit: config.missingLimit,
    logger: { ...silent, error: (fields) => failures.push(fields) },
    onBooks: (changed) => changes.add(changed),
    onProgress: (report) => {
      if (!isQuiet) show(report);
    },
  });
  const { scanId, isAlreadyRunning, finished } = await crawler.startScan({
    trigger: 'manual',
    mode,
    requestedBy: null,
  });
  if (isAlreadyRunning) context.stderr.write(`Another process scans already: following scan ${scanId}\n`);
  return await finished;
}

function reasonOf(failures: readonly object[]): string {
  const error: unknown = Reflect.get(failures.at(-1) ?? {}, 'error');
  return typeof error === 'string' ? `the scan failed: ${error.replaceAll(/\s+/g, ' ')}` : 'the scan failed';
}
