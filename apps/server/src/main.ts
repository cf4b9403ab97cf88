#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// Loading the program would make V8 grow its young generation by some 30 MB that a server at rest does not need. The server lets
// it grow again once it listens.
setFlagsFromString('--semi-space-growth-factor=1');
const { runCommand } = await import('./commands/run-command.ts');

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
