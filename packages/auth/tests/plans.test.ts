import { sql } from '@dust/db';
import { expect, test } from 'vitest';
import {
  createAppPassword,
  createBasicAuthenticator,
  createKoreaderAuthenticator,
  findUserByEmail,
  getUser,
  listAppPasswords,
  listSessions,
  listUsers,
  sweepExpired,
  type AuthContext,
} from '../src/index.ts';
import { address, createFixture, type Fixture } from './fixture.ts';

/** The steps of SQLite's plans for the statements that something runs, in a database of three users with a session each. */
async function stepsOf(run: (fixture: Fixture) => Promise<unknown>): Promise<string[]> {
  await using fixture = await createFixture();
  for (const name of ['ann', 'bob', 'eve']) {
    const { id } = await fixture.addUser(`${name}@x.org`);
    await fixture.startSession(id, name);
  }
  const before = fixture.statements.length;
  await run(fixture);
  const statements = fixture.statements.slice(before).filter((text) => /^(select|delete)/.test(text));
  expect(statements).not.toEqual([]);
  const steps: string[] = [];
  for (const text of statements) {
    const filledIn = text.replaceAll('?', "'1'");
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(filledIn)}`.execute(
      fixture.db,
    );
    steps.push(...rows.map(({ detail }) => detail));
  }
  return steps;
}

function scans(steps: readonly string[]): string[] {
  return steps.filter((step) =>
    /^SCAN (users|sessions|user_roles|user_permissions|app_passwords|koreader_keys)\b/.test(step),
  );
}

async function showAppPassword(context: AuthContext): Promise<unknown> {
  const basic = createBasicAuthenticator(context);
  const { password } = await createAppPassword(context, { userId: 1, name: 'Kobo' });
  await basic.authenticate({ login: 'ann', password, address });
  return await basic.authenticateToken({ token: password, address });
}

async function showMd5(context: AuthContext): Promise<unknown> {
  const credentials = { login: 'ann', key: '0'.repeat(32), address };
  return await createKoreaderAuthenticator(context)
    .authenticate(credentials)
    .catch(() => undefined);
}

test('a page of users is read along their ids, their number from an index', async () => {
  const steps = await stepsOf(({ db }) => listUsers(db, { page: 2, limit: 1 }));
  const [page, counted] = scans(steps);
  expect([page, steps[0]]).toEqual(['SCAN users', 'SCAN users']);
  expect(counted).toMatch(/^SCAN users USING COVERING INDEX/);
  // What is sorted are the roles of those on the page.
  expect(steps.slice(0, steps.indexOf('MERGE (UNION ALL)'))).not.toContain('USE TEMP B-TREE FOR ORDER BY');
});

test.each([
  ['a user', ({ db }: Fixture) => getUser(db, 1)],
  ['a user by e-mail', ({ db }: Fixture) => findUserByEmail(db, 'ann@x.org')],
  ['the sessions of a user', ({ context }: Fixture) => listSessions(context, 1)],
  ['app passwords', ({ db }: Fixture) => listAppPasswords(db, 1)],
  ['an app password', ({ context }: Fixture) => showAppPassword(context)],
  ['an app password by its MD5', ({ context }: Fixture) => showMd5(context)],
  ['what has expired', ({ context }: Fixture) => sweepExpired(context)],
])('an index finds %s', async (_, run) => {
  expect(scans(await stepsOf(run))).toEqual([]);
});

test('the sessions of one user are sorted, not those of all', async () => {
  const steps = await stepsOf(({ context }) => listSessions(context, 1));
  expect(steps[0]).toMatch(/^SEARCH sessions USING INDEX sessions_user_id \(user_id=\?\)/);
});
