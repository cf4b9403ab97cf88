import { parseArgs } from 'node:util';
import { checkDataFolder } from '../doctor/check-data-folder.ts';
import { checkDatabase } from '../doctor/check-database.ts';
import { checkLibraries } from '../doctor/check-libraries.ts';
import { checkLimits } from '../doctor/check-limits.ts';
import { checkSecret } from '../doctor/check-secret.ts';
import type { Finding } from '../doctor/finding.ts';
import { serverVersion } from '../version.ts';
import { CommandError, type Command, type CommandContext } from './command.ts';
import { loadConfig } from './settings.ts';

export const doctorCommand: Command = {
  usage: 'doctor',
  summary: 'check settings, folders, database and system, and say what to do',
  options: ['Nothing is changed. The exit code is 1 when something is broken.'],
  run: async (args, context) => {
    parseArgs({ args: [...args], options: {} });
    const { stdout } = context;
    const findings = await examine(context);
    for (const finding of findings) stdout.write(describe(finding));
    const broken = findings.filter(({ state }) => state === 'broken').length;
    if (broken === 0) return 0;
    throw new CommandError(broken === 1 ? 'one thing is broken' : `${broken} things are broken`);
  },
};

async function examine(context: CommandContext): Promise<Finding[]> {
  const config = loadConfig(context);
  const versions = `Dust ${serverVersion}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  return [
    { state: 'ok', text: versions },
    { state: 'ok', text: 'the settings can be read' },
    ...checkDataFolder(config.dataDir),
    ...checkLibraries(config.directories),
    ...(await checkDatabase(config.databaseFile)),
    checkSecret(config),
    ...checkLimits(config),
  ];
}

function describe({ state, text, advice }: Finding): string {
  const line = `${state.padEnd(8)}${text}\n`;
  return advice === undefined ? line : `${line}        -> ${advice}\n`;
}
