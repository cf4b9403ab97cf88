import { parseArgs } from 'node:util';
import { serve } from '../serve.ts';
import { loadConfig } from './settings.ts';
import type { Command } from './command.ts';

export const serveCommand: Command = {
  usage: 'serve',
  summary: 'run the server (what dust does without a command)',
  options: [
    'Settings are read from the environment: PORT, HOST, DUST_DIRS, DUST_DATA_DIR and more; see .env.example.',
  ],
  run: async (args, context) => {
    parseArgs({ args: [...args], options: {} });
    const config = loadConfig(context);
    await using server = await serve(config, context);
    await server.ended;
    return 0;
  },
};
