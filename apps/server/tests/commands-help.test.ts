import { expect, test } from 'vitest';
import { CommandLine, failed } from './command-line.ts';

const commands = [
  'serve',
  'scan [DIR…]',
  'user add EMAIL',
  'user list',
  'user role EMAIL ROLE…',
  'user password EMAIL',
  'user deactivate EMAIL',
  'backup [FILE]',
  'restore FILE',
  'import FILE',
  'doctor',
];

test('--help of everything lists every command', async () => {
  using line = new CommandLine();
  const { code, stdout } = await line.run('--help');
  expect(code).toBe(0);
  for (const command of commands) expect(stdout).toContain(`  dust ${command}`);
});

test.each(commands)('--help of %s tells how to use it, and --version is understood', async (command) => {
  using line = new CommandLine();
  const words = command.split(' ').filter((word) => /^[a-z]+$/.test(word));
  const { code, stdout, stderr } = await line.run(...words, '--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.startsWith(`dust ${command}`)).toBe(true);
  expect(await line.run(...words, '--version')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d/),
  });
});

test('--help of user lists its commands only', async () => {
  using line = new CommandLine();
  const { stdout } = await line.run('user', '--help');
  expect(stdout.match(/^ {2}dust user /gm)).toHaveLength(5);
  expect(stdout).not.toContain('dust backup');
});

test('user without one of its commands names them', async () => {
  using line = new CommandLine();
  const known = 'add, list, role, password, deactivate';
  const hint = '(see dust user --help)';
  expect(await line.run('user')).toEqual(failed(`dust user needs a command: ${known} ${hint}`));
  expect(await line.run('user', '--json')).toEqual(failed(`dust user needs a command: ${known} ${hint}`));
  const wrong = await line.run('user', 'frob', 'ann@example.org');
  expect(wrong).toEqual(failed(`dust user needs a command: ${known}, not "frob" ${hint}`));
  expect(await line.run('frob')).toEqual(failed('unknown command "frob" (see dust --help)'));
});
