import { cpSync, existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandLine, failed } from './command-line.ts';
import { EarlierHome } from './earlier/earlier-home.ts';
import { startTestServer } from './test-server.ts';

const template = new CommandLine();
beforeAll(async () => {
  template.stdin = 'correct horse\n';
  const given = '--password-stdin';
  await template.run('user', 'add', 'ann@example.org', '--name', 'Ann', '--role', 'admin', given);
  await template.run('user', 'add', 'bob@example.org', given);
});
afterAll(() => template[Symbol.dispose]());

/** Ann administers, Bob reads. */
function withAccounts(): CommandLine {
  const line = new CommandLine();
  cpSync(template.folder, line.folder, { recursive: true });
  return line;
}

/** Whether the password works, and the roles of who has it. */
async function signIn(line: CommandLine, email: string, password: string): Promise<readonly string[] | null> {
  await using server = await startTestServer({ folder: line.folder });
  const answer = await server.inject({ method: 'POST', url: '/auth/login', payload: { email, password } });
  return answer.statusCode === 200 ? answer.json().user.roles : null;
}

test('user list shows every account with its roles', async () => {
  using line = withAccounts();
  await line.run('user', 'deactivate', 'bob@example.org');
  const { code, stdout, stderr } = await line.run('user', 'list');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n').map((row) => row.split(/ {2,}/))).toEqual([
    ['ID', 'E-MAIL', 'USER NAME', 'DISPLAY NAME', 'STATE', 'LAST SIGN-IN (UTC)', 'ROLES'],
    ['1', 'ann@example.org', 'ann', 'Ann', 'active', '-', 'admin, user'],
    ['2', 'bob@example.org', 'bob', 'bob', 'inactive', '-', 'user'],
    [''],
  ]);
});

test('user list sends a terminal nothing it might obey', async () => {
  using home = new EarlierHome(
    '2025-fresh',
    `INSERT INTO users VALUES (1, 'u', char(27) || '[2J', 'e', 'p', 1, '', '')`,
  );
  using line = new CommandLine();
  line.env = { DATABASE_URL: home.file };
  const { stdout } = await line.run('user', 'list');
  expect(stdout).toContain('?[2J');
  expect(stdout).not.toContain('\u001B');
});

test('a command that meets an earlier database upgrades it and says so', async () => {
  using home = new EarlierHome('2025-populated');
  using line = new CommandLine();
  line.env = { DATABASE_URL: home.file };
  const { code, stdout, stderr } = await line.run('user', 'list');
  expect(code).toBe(0);
  expect(stdout).toContain('a@x.org');
  expect(stderr).toContain('the database of a 2025 server has been upgraded');
  expect(stderr).toContain(home.backups[0]);
  expect((await line.run('user', 'list')).stderr).toBe('');
});

test('user role makes the roles those named, for an e-mail in any case', async () => {
  using line = withAccounts();
  expect(await line.run('user', 'role', 'BOB@Example.org', 'librarian', 'guest')).toEqual({
    code: 0,
    stdout: 'bob@example.org is librarian, guest now\n',
    stderr: '',
  });
  expect(await signIn(line, 'bob@example.org', 'correct horse')).toEqual(['librarian', 'guest']);
});

test('user password sets one that is given', async () => {
  using line = withAccounts();
  line.stdin = 'battery staple\r\n';
  expect(await line.run('user', 'password', 'bob@example.org', '--password-stdin')).toEqual({
    code: 0,
    stdout: 'bob@example.org has a new password; all sessions have ended\n',
    stderr: '',
  });
  expect(await signIn(line, 'bob@example.org', 'battery staple')).toEqual(['user']);
  expect(await signIn(line, 'bob@example.org', 'correct horse')).toBeNull();
});

test('user password makes one and prints it, and says that the account is inactive', async () => {
  using line = withAccounts();
  const { stdout } = await line.run('user', 'password', 'ann@example.org');
  const made = /^Password: (.{16})$/m.exec(stdout)?.[1] ?? '';
  expect(await signIn(line, 'ann@example.org', made)).toEqual(['admin', 'user']);
  await line.run('user', 'deactivate', 'bob@example.org');
  expect((await line.run('user', 'password', 'bob@example.org')).stdout).toContain('inactive');
});

test('user deactivate keeps an account from signing in', async () => {
  using line = withAccounts();
  expect(await line.run('user', 'deactivate', 'bob@example.org')).toEqual({
    code: 0,
    stdout: 'bob@example.org cannot sign in any more\n',
    stderr: '',
  });
  expect(await signIn(line, 'bob@example.org', 'correct horse')).toBeNull();
});

test('what a command changes counts at once in a server that runs', async () => {
  using line = withAccounts();
  await using server = await startTestServer({ folder: line.folder });
  const body = { email: 'bob@example.org', password: 'correct horse' };
  const { token } = await server.client().login({ body });
  await line.run('user', 'role', 'bob@example.org', 'librarian');
  expect((await server.client(token).getProfile({})).roles).toEqual(['librarian']);
  await line.run('user', 'password', 'bob@example.org');
  const headers = { authorization: `Bearer ${token}` };
  expect((await server.inject({ url: '/profile', headers })).statusCode).toBe(401);
});

const lastAdmin = 'Cannot remove the last administrator';
const nobody = 'no account has the e-mail "nobody@example.org" (see dust user list)';

test.each([
  [['role', 'ann@example.org', 'user'], lastAdmin],
  [['deactivate', 'ann@example.org'], lastAdmin],
  [['role', 'nobody@example.org', 'user'], nobody],
  [['password', 'nobody@example.org'], nobody],
  [['deactivate', 'nobody@example.org'], nobody],
  [['role', 'bob@example.org', 'king'], 'Unknown role: king'],
  [['role', 'bob@example.org'], 'usage: dust user role EMAIL ROLE…'],
  [['role'], 'usage: dust user role EMAIL ROLE…'],
  [['password'], 'usage: dust user password EMAIL [--password-stdin]'],
  [['password', 'a', 'b'], 'usage: dust user password EMAIL [--password-stdin]'],
  [['deactivate'], 'usage: dust user deactivate EMAIL'],
  [['deactivate', 'a', 'b'], 'usage: dust user deactivate EMAIL'],
])('user %j is refused with the reason, and changes nothing', async (args, reason) => {
  using line = withAccounts();
  const { stdout: before } = await line.run('user', 'list');
  expect(await line.run('user', ...args)).toEqual(failed(reason));
  expect((await line.run('user', 'list')).stdout).toBe(before);
});

test('a password that breaks the rules is refused', async () => {
  using line = withAccounts();
  line.stdin = 'short';
  const { code, stderr } = await line.run('user', 'password', 'bob@example.org', '--password-stdin');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^dust: [^\n]*assword[^\n]*\n$/);
  expect(await signIn(line, 'bob@example.org', 'correct horse')).toEqual(['user']);
});

test.each([['list'], ['role', 'a@x.org', 'user'], ['password', 'a@x.org'], ['deactivate', 'a@x.org']])(
  'user %s needs a database, and makes none',
  async (...args) => {
    using line = new CommandLine();
    expect(await line.run('user', ...args)).toEqual(failed(`there is no database yet at ${line.database}`));
    expect(existsSync(line.database)).toBe(false);
  },
);
