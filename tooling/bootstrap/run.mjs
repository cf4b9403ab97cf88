import { prepare } from './prepare.mjs';
import { BootstrapError, root, run, say } from './process.mjs';
import { pnpmShell } from './pnpm.mjs';
import { start } from './start.mjs';
import { test } from './test.mjs';

const usage =
  'usage: node tooling/bootstrap/run.mjs start | test | build | bench [options] | exec COMMAND [args]';

const commands = {
  start,
  test,
  build: async () => {
    await prepare({ build: true });
    return 0;
  },
  bench: async (args) => {
    const { node, env } = await prepare({ build: true });
    return (await run(node.bin, [`${root}/bench/src/main.ts`, ...args], { env })).code;
  },
  exec: async ([command, ...args]) => {
    if (command === undefined) throw new BootstrapError(usage);
    const { env } = await prepare({ pnpm: true });
    const { code } = await run(command, args, { env, shell: pnpmShell, cwd: process.cwd() });
    if (code === 127) throw new BootstrapError(`command not found: ${command}`);
    return code;
  },
};

const [name, ...args] = process.argv.slice(2);
try {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (command === undefined) throw new BootstrapError(usage);
  process.exitCode = await command(args);
} catch (error) {
  say(error instanceof BootstrapError ? error.message : (error.stack ?? String(error)));
  process.exitCode = 1;
}
