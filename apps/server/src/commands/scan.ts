import { parseArgs } from 'node:util';
import { createCrawler, type ScanReport } from '@dust/crawler';
import { openDatabase } from '@dust/db';
import { makeFolders } from '../config/folders.ts';
import { CommandError, type Command, type CommandContext } from './command.ts';
import { progressLine } from './progress-line.ts';
import { scanSummary } from './scan-summary.ts';
import { loadConfig } from './settings.ts';

const silent = { info: () => undefined, warn: () => undefined };

export const scanCommand: Command = {
  usage: 'scan [--full] [--json]',
  summary: 'scan the library once and report',
  options: [
    '--full   read every file again, not only new and changed ones',
    '--json   print the report as JSON, without a progress bar',
  ],
  run: async (args, context) => {
    const { values } = parseArgs({
      args: [...args],
      options: { full: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const failures: object[] = [];
    const report = await scanOnce(context, {
      failures,
      mode: values.full === true ? 'full' : 'quick',
      isQuiet: values.json === true,
    });
    context.stdout.write(values.json === true ? `${JSON.stringify(report, null, 2)}\n` : scanSummary(report));
    if (report.status === 'failed') throw new CommandError(reasonOf(failures));
    return 0;
  },
};

interface ScanChoices {
  readonly mode: 'quick' | 'full';
  readonly isQuiet: boolean;
  /** Gets what the crawler says of why it failed. */
  readonly failures: object[];
}

function reasonOf(failures: readonly object[]): string {
  const error: unknown = Reflect.get(failures.at(-1) ?? {}, 'error');
  return typeof error === 'string' ? `the scan failed: ${error.replaceAll(/\s+/g, ' ')}` : 'the scan failed';
}

async function scanOnce(
  context: CommandContext,
  { mode, isQuiet, failures }: ScanChoices,
): Promise<ScanReport> {
  const config = loadConfig(context);
  const { databaseFile, directories, missingLimit } = config;
  if (directories.length === 0) throw new CommandError('no library: set DUST_DIRS to your folders');
  makeFolders(config);
  await using database = await openDatabase({ file: databaseFile });
  const show = progressLine(context.stderr, () => performance.now());
  await using crawler = await createCrawler({
    db: database.db,
    directories,
    missingLimit,
    logger: { ...silent, error: (fields) => failures.push(fields) },
    onProgress: (report) => {
      if (!isQuiet) show(report);
    },
  });
  return await crawler.scan({ trigger: 'manual', mode, requestedBy: null });
}
