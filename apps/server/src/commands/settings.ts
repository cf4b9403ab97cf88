import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readConfig, type Config } from '../config/config.ts';
import type { CommandContext } from './command.ts';

/** The settings from the environment, and from an `.env` file in the working directory where the environment says nothing. */
export function loadConfig({ env, cwd, stdout }: CommandContext): Config {
  const file = join(cwd, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return readConfig({ ...fromFile, ...env }, { cwd, isTerminal: stdout.isTTY === true });
}
