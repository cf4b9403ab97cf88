import { serverVersion } from '../version.ts';
import { CommandError, type Command, type CommandContext } from './command.ts';

/** Commands by name; each is loaded when it is called, so that none pays for the others. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  scan: async () => (await import('./scan.ts')).scanCommand,
  'user add': async () => (await import('./user-add.ts')).userAddCommand,
  'user list': async () => (await import('./user-list.ts')).userListCommand,
  'user role': async () => (await import('./user-role.ts')).userRoleCommand,
  'user password': async () => (await import('./user-password.ts')).userPasswordCommand,
  'user deactivate': async () => (await import('./user-deactivate.ts')).userDeactivateCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  import: async () => (await import('./import.ts')).importCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
};

/** Runs the command line without its first two words; returns the exit code: 0, or 1 with one clear line on standard error. */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<number> {
  try {
    return await dispatch(args, context);
  } catch (error) {
    context.stderr.write(`dust: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function dispatch(args: readonly string[], context: CommandContext): Promise<number> {
  if (args.includes('--version')) {
    context.stdout.write(`${serverVersion}\n`);
    return 0;
  }
  const { name, rest } = findCommand(args);
  const load = commands[name];
  const wantsHelp = rest.includes('--help') || rest.includes('-h');
  if (load === undefined) {
    const group = Object.keys(commands).filter((one) => one.startsWith(`${name} `));
    if (!wantsHelp && name !== 'help') throw unknownCommand(name, rest, group);
    context.stdout.write(await overview(group.length > 0 ? group : Object.keys(commands)));
    return 0;
  }
  const command = await load();
  if (!wantsHelp) return command.run(rest, context);
  if (args[0]?.startsWith('-') === true) context.stdout.write(await overview(Object.keys(commands)));
  else
    context.stdout.write(
      `dust ${command.usage}\n\n${command.summary}\n${command.options.map((line) => `\n  ${line}`).join('')}\n`,
    );
  return 0;
}

/** @param group the commands that begin with this name, if any */
function unknownCommand(name: string, rest: readonly string[], group: readonly string[]): CommandError {
  if (group.length === 0) return new CommandError(`unknown command "${name}" (see dust --help)`);
  const [word] = rest;
  const instead = word === undefined || word.startsWith('-') ? '' : `, not "${word}"`;
  const known = group.map((one) => one.slice(name.length + 1)).join(', ');
  return new CommandError(`dust ${name} needs a command: ${known}${instead} (see dust ${name} --help)`);
}

/** The longest command name the words begin with; options alone mean `serve`. */
function findCommand(args: readonly string[]): { readonly name: string; readonly rest: readonly string[] } {
  const [first = 'serve', second] = args;
  if (first.startsWith('-')) return { name: 'serve', rest: args };
  const pair = `${first} ${second ?? ''}`;
  if (Object.hasOwn(commands, pair)) return { name: pair, rest: args.slice(2) };
  return { name: first, rest: args.slice(1) };
}

async function overview(names: readonly string[]): Promise<string> {
  const rows: (readonly [usage: string, summary: string])[] = [];
  for (const name of names) {
    const command = await commands[name]?.();
    if (command !== undefined) rows.push([command.usage, command.summary]);
  }
  const width = Math.max(...rows.map(([usage]) => usage.length));
  const lines = rows.map(([usage, summary]) => `  dust ${usage.padEnd(width)}  ${summary}`);
  return `Dust ${serverVersion}, a media server for people who read\n\n${lines.join('\n')}\n\nSettings are environment variables; an .env file in the working directory is read.\n`;
}
